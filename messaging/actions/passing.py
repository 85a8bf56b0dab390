"""What is done with a mail that came in: passed on, held for a steward, or neither."""

from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from messaging.actions.copies import write_copies
from messaging.actions.telling import tell_of_held
from messaging.models import Inbound, InboundState, Why
from messaging.queries import writers
from messaging.rules.addresses import BOOKING, LISTS, STAY, parsed
from messaging.rules.headers import domain_of
from messaging.rules.loops import never_passed_on
from messaging.rules.origin import is_spam

# People write less in an hour; programs that answer each other do not.
WINDOW = timedelta(hours=1)
FROM_ONE_SENDER = 10
TO_ONE_LIST = 60


@transaction.atomic
def pass_on(inbound: Inbound, *, now: datetime) -> Inbound:
    """Decide about a stored mail and do it; the row says what was done, and why where it was not passed on.

    A mail that a steward released is not held again. Whatever fails is left as it was, for another try.
    """
    inbound = Inbound.objects.select_for_update(of=("self",)).select_related("house").get(pk=inbound.pk)
    if inbound.state != InboundState.WAITING:
        return inbound
    if why := _dropped(inbound):
        return _close(inbound, InboundState.DROPPED, why)
    if inbound.decided_at is None and (why := _held(inbound, now=now)):
        _close(inbound, InboundState.HELD, why)
        tell_of_held(inbound, now=now)
        return inbound
    if inbound.list_name == BOOKING:
        return _reply(inbound, now=now)
    written = write_copies(inbound, now=now)
    return _close(inbound, InboundState.DONE, Why.NONE if written else Why.NOBODY)


def _reply(inbound: Inbound, *, now: datetime) -> Inbound:
    """Put a mail into a booking's thread; held where whoever wrote it may not speak there."""
    address = parsed(inbound.recipient, domain=settings.LIST_DOMAIN)
    why: Why = import_string(settings.WIRING["reply"])(
        inbound, token=address.token if address else "", now=now
    )
    if why == Why.NONE:
        return _close(inbound, InboundState.DONE, why)
    if inbound.decided_at:
        # Let in by a steward, but there is no such booking.
        return _close(inbound, InboundState.DROPPED, why)
    _close(inbound, InboundState.HELD, why)
    tell_of_held(inbound, now=now)
    return inbound


def _close(inbound: Inbound, state: InboundState, why: Why) -> Inbound:
    inbound.state, inbound.why, inbound.error = state, why, ""
    inbound.save(update_fields=["state", "why", "error"])
    return inbound


def _dropped(inbound: Inbound) -> Why:
    own = [settings.LIST_DOMAIN.lower(), domain_of(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])]
    found = never_passed_on(
        inbound.headers,
        sender=inbound.sender,
        envelope_sender=inbound.envelope_sender,
        own_domains=own,
    )
    if found:
        return Why(found)
    return Why.TWICE if _came_before(inbound) else Why.NONE


def _came_before(inbound: Inbound) -> bool:
    """Whether the same mail to the same address was stored earlier, under another of Mailgun's tokens."""
    if not inbound.message_id:
        return False
    same = Inbound.objects.filter(
        message_id=inbound.message_id, recipient__iexact=inbound.recipient, sender=inbound.sender
    )
    states = [InboundState.WAITING, InboundState.DONE, InboundState.HELD, InboundState.REFUSED]
    return same.filter(pk__lt=inbound.pk, state__in=states).exists()


def _held(inbound: Inbound, *, now: datetime) -> Why:
    """What only a steward can decide. To write to the stewards, or about one's stay, anybody may."""
    if is_spam(inbound.headers):
        return Why.SPAM
    if _are_too_many(inbound):
        return Why.TOO_MANY
    if inbound.list_name not in LISTS or inbound.list_name == STAY or inbound.house is None:
        return Why.NONE
    if inbound.sender not in writers(inbound.house, inbound.list_name, now=now):
        return Why.STRANGER
    return Why.NONE if inbound.aligned else Why.FORGED


def _are_too_many(inbound: Inbound) -> bool:
    since = inbound.received_at - WINDOW
    before = Inbound.objects.filter(
        house=inbound.house, list_name=inbound.list_name, received_at__gt=since, pk__lt=inbound.pk
    ).exclude(state=InboundState.DROPPED)
    from_sender = before.filter(sender=inbound.sender)
    return from_sender.count() >= FROM_ONE_SENDER or before.count() >= TO_ONE_LIST

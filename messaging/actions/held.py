"""What a steward or an operator decides about mail that came in; the worker does it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from members.models import User
from messaging.models import Inbound, InboundState, Why


class NotHeld(Exception):
    """Somebody decided meanwhile, or there is nothing to decide; the message is fit for who asked."""


@transaction.atomic
def pass_on_held(inbound: Inbound, *, by: User, now: datetime) -> Inbound:
    """Let a held mail go on to its list; NotHeld if it is held no more."""
    inbound = _locked(inbound, states=[InboundState.HELD])
    inbound.by, inbound.decided_at = by, now
    return _again(inbound, "messaging.pass_on", by=by, now=now)


@transaction.atomic
def refuse_held(inbound: Inbound, *, by: User, now: datetime) -> Inbound:
    """Keep a held mail from its list for good; NotHeld if it is held no more. Nobody is told."""
    inbound = _locked(inbound, states=[InboundState.HELD])
    inbound.state, inbound.by, inbound.decided_at = InboundState.REFUSED, by, now
    inbound.save(update_fields=["state", "by", "decided_at"])
    log(inbound, "messaging.refuse", user=by, timestamp=now)
    return inbound


@transaction.atomic
def work_again(inbound: Inbound, *, by: User, now: datetime) -> Inbound:
    """Work on a mail once more, as a new one; NotHeld while it waits.

    Whoever has a copy gets no second one. What a steward has decided about is not held again.
    """
    inbound = _locked(inbound, states=[state for state in InboundState if state != InboundState.WAITING])
    return _again(inbound, "messaging.work_again", by=by, now=now)


def _again(inbound: Inbound, action: str, *, by: User, now: datetime) -> Inbound:
    inbound.state, inbound.why, inbound.error = InboundState.WAITING, Why.NONE, ""
    inbound.attempts, inbound.next_at = 0, now
    inbound.save(update_fields=["state", "why", "error", "attempts", "next_at", "by", "decided_at"])
    log(inbound, action, user=by, timestamp=now)
    return inbound


def _locked(inbound: Inbound, *, states: list[InboundState]) -> Inbound:
    inbound = Inbound.objects.select_for_update(of=("self",)).get(pk=inbound.pk)
    if inbound.state not in states:
        raise NotHeld(_("This was decided already: %(state)s.") % {"state": inbound.get_state_display()})
    return inbound

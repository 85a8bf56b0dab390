"""Stripe's webhooks: verified, stored once and answered; worked on afterwards by asking Stripe itself."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from wagtail.log_actions import log

from members.models import User
from payments import gateway
from payments.actions import disputes, outgoing, quarantine, records
from payments.actions.locks import LEASE, put_off, work_on
from payments.gateway.states import event as read_event
from payments.models import EventState, StripeEvent

# As long as Stripe itself tries again.
KEPT_TRYING = timedelta(days=3)
# As long as Stripe itself shows them.
KEPT_DONE = timedelta(days=30)

logger = logging.getLogger(__name__)

Handler = Callable[[gateway.EventState, datetime], bool]


def receive(payload: bytes, *, signature: str, now: datetime) -> StripeEvent:
    """Store the event once by its id; gateway.BadSignature unless Stripe signed it.

    STRIPE_WEBHOOK_SECRET may hold several secrets, separated by commas, while one replaces another.
    """
    secrets = [secret.strip() for secret in settings.STRIPE_WEBHOOK_SECRET.split(",") if secret.strip()]
    return _store(gateway.verify_webhook(payload, signature, secrets), now=now)


def catch_up(since: datetime, *, now: datetime) -> int:
    """Store the events since then that never came here, as if they had; how many. Stripe keeps 30 days."""
    known = set(
        StripeEvent.objects.filter(received_at__gte=since - KEPT_TRYING).values_list("event_id", flat=True)
    )
    missed = [event for event in gateway.events_since(since) if event.id not in known]
    for event in reversed(missed):
        _store(event, now=now)
    return len(missed)


def replay(stored: StripeEvent, *, by: User, now: datetime) -> StripeEvent:
    """Work on an event once more, whatever became of it; the row says how it went."""
    log(stored, "payments.event_replayed", user=by, data={"event": stored.event_id}, timestamp=now)
    StripeEvent.objects.filter(pk=stored.pk).update(
        state=EventState.WAITING, replayed_by=by, replayed_at=now, next_at=now + LEASE
    )
    stored.refresh_from_db()
    _process(stored, now=now)
    return stored


def _store(event: gateway.EventState, *, now: datetime) -> StripeEvent:
    values = {"kind": event.kind, "payload": event.payload, "received_at": now, "next_at": now}
    stored, _is_new = StripeEvent.objects.get_or_create(event_id=event.id, defaults=values)
    return stored


def process_due(now: datetime) -> int:
    """Work on the stored events that are due; how many. Any number of processes may do so at once."""
    waiting = StripeEvent.objects.filter(state__in=[EventState.WAITING, EventState.UNMATCHED])
    return work_on(waiting, partial(_process, now=now), now=now)


def forget_old(now: datetime) -> int:
    """Delete events done long ago, with the guests' names and addresses in them; how many."""
    deleted, _ = StripeEvent.objects.filter(state=EventState.DONE, received_at__lt=now - KEPT_DONE).delete()
    return deleted


def _process(stored: StripeEvent, *, now: datetime) -> None:
    """One event: done, or kept for later where it is of nothing we know yet or working on it fails."""
    try:
        matched, error = _handle(stored, now=now), ""
    except gateway.GatewayError as failure:
        matched, error = False, f"{type(failure).__name__}: {failure}"
    except Exception as failure:
        logger.exception("%s could not be worked on", stored)
        matched, error = False, f"{type(failure).__name__}: {failure}"
    if matched:
        stored.state, stored.error = EventState.DONE, ""
        stored.save(update_fields=["state", "error"])
    elif now - stored.received_at >= KEPT_TRYING:
        stored.state, stored.error = EventState.FAILED, error or "nothing here fits it"
        stored.save(update_fields=["state", "error"])
    else:
        stored.state = EventState.WAITING if error else EventState.UNMATCHED
        stored.save(update_fields=["state"])
        put_off(stored, error=error, now=now)


def _handle(stored: StripeEvent, *, now: datetime) -> bool:
    """Whether the event is of something of ours, which is then up to date; true for events of no interest."""
    event = read_event(stored.payload)
    fitting = [handler for start, handler in HANDLERS.items() if event.kind.startswith(start)]
    return all(handler(event, now) for handler in fitting)


def _session(event: gateway.EventState, now: datetime) -> bool:
    return records.record_session(gateway.retrieve_session(event.object_id), now=now) is not None


def _intent(event: gateway.EventState, now: datetime) -> bool:
    return records.record_intent(gateway.retrieve_intent(event.object_id), now=now) is not None


def _refund(event: gateway.EventState, now: datetime) -> bool:
    refund = gateway.retrieve_refund(event.object_id)
    return outgoing.record_refund(refund, now=now) is not None or quarantine.went_back(
        refund.intent_id, now=now
    )


def _refunds_of_charge(event: gateway.EventState, now: datetime) -> bool:
    if not event.intent_id:
        return False
    found = [outgoing.record_refund(refund, now=now) for refund in gateway.refunds_of(event.intent_id)]
    return None not in found or quarantine.went_back(event.intent_id, now=now)


def _dispute(event: gateway.EventState, now: datetime) -> bool:
    return disputes.record_dispute(gateway.retrieve_dispute(event.object_id), now=now) is not None


# By the beginning of an event's type; no beginning is the beginning of another.
HANDLERS: dict[str, Handler] = {
    "checkout.session.": _session,
    "payment_intent.": _intent,
    "refund.": _refund,
    "charge.refund.": _refund,
    "charge.refunded": _refunds_of_charge,
    "charge.dispute.": _dispute,
}

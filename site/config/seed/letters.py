"""The mails that the latest of the stays brought, in the outbox as sent long ago: nobody gets them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import F

from bookings import emails
from bookings.models import Booking, Move
from bookings.rules.clock import NUDGE
from bookings.rules.states import State
from config.seed.records import Record
from messaging.models import Message, MessageState

RECENT = timedelta(days=6)
# What each side was told when a booking came into a state; of a hold or an arrival nobody is told.
TOLD: dict[State, Callable[..., None]] = {
    State.REQUESTED: emails.requested,
    State.APPROVED: emails.approved,
    State.CONFIRMED: emails.confirmed,
    State.DECLINED: emails.declined,
    State.WITHDRAWN: emails.withdrawn,
    State.LAPSED: emails.lapsed,
    State.EXPIRED: emails.expired,
}


def is_recent(record: Record, now: datetime) -> bool:
    """Whether the booking's last step is of these days, so that its mails are still looked for."""
    return record.steps[-1].at > now - RECENT


def write(records: Iterable[Record], *, now: datetime) -> None:
    """Write the mails about the last step of each booking, sent at that moment."""
    for record in records:
        _write(record.booking, record.moves[-1], now=now)
    unsent = Message.objects.filter(thread__isnull=False, state=MessageState.WAITING)
    unsent.update(state=MessageState.SENT, sent_at=F("created_at"), attempts=1)


def _write(booking: Booking, step: Move, *, now: datetime) -> None:
    state = State(booking.state)
    if state in TOLD:
        TOLD[state](booking, step, now=step.at)
    if state == State.CANCELLED:
        refund = booking.bill.refunds.first()
        emails.cancelled(booking, step, refund=refund.amount if refund else Decimal(0), now=step.at)
    if state == State.EXPIRED and (refund := booking.bill.refunds.first()):
        emails.came_too_late(booking, fact=f"refund-{refund.pk}", amount=refund.amount, now=refund.created_at)
    if state == State.REQUESTED and step.at + NUDGE < now:
        emails.nudge(booking, now=step.at + NUDGE)

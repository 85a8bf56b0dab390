"""What time does by itself: holds run out, unanswered requests lapse, reminders go out.

The worker calls these every minute; reads and writes treat what ran out as over even if no job runs.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import free_expired, lock_booking, lock_rooms
from bookings.actions.moves import move
from bookings.models import Booking
from bookings.rules.states import HOLDING, Side, State
from payments.actions import bills, refunds


def expire_holds(now: datetime) -> int:
    """End every hold that ran out by `now`, room by room; how many there were."""
    over = Booking.objects.filter(state__in=list(HOLDING), hold_until__lte=now)
    return sum(_expire_room(room_id, now) for room_id in sorted(set(over.values_list("room_id", flat=True))))


@transaction.atomic
def _expire_room(room_id: int, now: datetime) -> int:
    lock_rooms(room_id)
    return free_expired(room_id, now=now)


def lapse_requests(now: datetime) -> int:
    """Close every request that nobody answered in time; how many there were."""
    over = Booking.objects.filter(state=State.REQUESTED, answer_by__lte=now)
    return sum(_lapse(booking, now=now) for booking in over.order_by("pk"))


@transaction.atomic
def _lapse(booking: Booking, *, now: datetime) -> bool:
    booking = lock_booking(booking, now=now)
    if booking.state != State.REQUESTED or booking.current_state(now) != State.LAPSED:
        return False
    step = move(booking, State.LAPSED, side=Side.SYSTEM, by=None, now=now)
    bills.waive(booking.bill, keep=Decimal(0), label=_("Not answered in time"), by=None, now=now)
    refunds.give_back(booking.bill, amount=None, reason=_("Not answered in time"), by=None, now=now)
    emails.lapsed(booking, step, now=now)
    return True


def remind(now: datetime) -> int:
    """Remind guests of holds that end soon and stewards of requests a day old, once each; how many."""
    due = Booking.objects.filter(remind_at__lte=now)
    return sum(_remind(booking, now=now) for booking in due.order_by("pk"))


REMINDERS: dict[State, Callable[..., None]] = {
    State.REQUESTED: emails.nudge,
    State.HELD: emails.hold_ending,
    State.APPROVED: emails.hold_ending,
}


@transaction.atomic
def _remind(booking: Booking, *, now: datetime) -> bool:
    booking = lock_booking(booking, now=now)
    tell = REMINDERS.get(booking.current_state(now))
    due = booking.remind_at is not None and booking.remind_at <= now
    if due and tell is not None:
        tell(booking, now=now)
    if due:
        booking.remind_at = None
        booking.save(update_fields=["remind_at"])
    return due and tell is not None


def run_due(now: datetime) -> int:
    """All of the above."""
    return expire_holds(now) + lapse_requests(now) + remind(now)

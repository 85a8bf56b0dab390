"""What time does by itself: holds run out, unanswered requests lapse, reminders go out.

The worker calls these every minute; reads and writes treat what ran out as over even if no job runs.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import free_expired, lock_booking, lock_rooms
from bookings.actions.moves import move
from bookings.models import Booking
from bookings.rules.states import HOLDING, Side, State
from payments.actions import bills, refunds

logger = logging.getLogger(__name__)

Row = TypeVar("Row")


class Unfinished(Exception):
    """What could be done is done; `failed` rows could not, each with its traceback in the log."""

    def __init__(self, failed: int) -> None:
        super().__init__(f"{failed} left for the next minute")
        self.failed = failed


def expire_holds(now: datetime) -> int:
    """End every hold that ran out by `now`, room by room; how many there were.

    Unfinished once all were tried, if some are still there.
    """
    over = Booking.objects.filter(state__in=list(HOLDING), hold_until__lte=now)
    rooms = sorted(set(over.values_list("room_id", flat=True)))
    done = each(rooms, lambda room_id: _expire_room(room_id, now))
    # A hold that can't be ended is logged where that is tried, and stops no other of its room.
    if left := over.count():
        raise Unfinished(left)
    return done


def each(rows: Iterable[Row], work: Callable[[Row], int]) -> int:
    """What `work` did for each of `rows` in sum; one that fails stops no other, but all end in Unfinished."""
    done = failed = 0
    for row in rows:
        try:
            done += work(row)
        except Exception:
            logger.exception("%r failed", row)
            failed += 1
    if failed:
        raise Unfinished(failed)
    return done


@transaction.atomic
def _expire_room(room_id: int, now: datetime) -> int:
    lock_rooms(room_id)
    return free_expired(room_id, now=now)


def lapse_requests(now: datetime) -> int:
    """Close every request that nobody answered in time; how many there were. Unfinished where some fail."""
    over = Booking.objects.filter(state=State.REQUESTED, answer_by__lte=now)
    return each(over.order_by("pk"), lambda booking: _lapse(booking, now=now))


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
    """Remind guests of holds that end soon and stewards of requests a day old, once each; how many.

    Unfinished where some fail.
    """
    due = Booking.objects.filter(remind_at__lte=now)
    return each(due.order_by("pk"), lambda booking: _remind(booking, now=now))


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

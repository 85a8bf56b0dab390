"""One step from state to state: checked against the table, written down, logged."""

from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.refused import Refused
from bookings.models import Booking, Move
from bookings.rules import states
from bookings.rules.clock import reminder
from bookings.rules.states import Side, State
from members.models import User


def move(
    booking: Booking,
    end: State,
    *,
    side: Side,
    by: User | None,
    now: datetime,
    why: str = "",
    ends: datetime | None = None,
) -> Move:
    """Move a locked booking to `end`; `ends` is when that state runs out (a hold, or an unanswered request).

    Refused if the table of moves has no such step for `side`.
    """
    start = State(booking.state)
    try:
        states.move(start, end, by=side)
    except states.IllegalMove as error:
        raise done_already(booking) from error
    return enter(booking, end, start=start, by=by, now=now, why=why, ends=ends)


def done_already(booking: Booking) -> Refused:
    """The refusal for who tries on a booking what its state no longer allows."""
    return Refused(
        _("This can't be done any more: the booking is now “%(state)s”.")
        % {"state": booking.get_state_display()}
    )


def enter(
    booking: Booking,
    end: State,
    *,
    start: State | None,
    by: User | None,
    now: datetime,
    why: str = "",
    ends: datetime | None = None,
) -> Move:
    """Put a booking, new or locked, into `end` and write its history.

    Whether it may go there is the caller's to check.
    """
    booking.state = end
    booking.hold_until = ends if end in states.HOLDING else None
    booking.hold_limit = states.hold_limit(end, now=now, ends=ends)
    booking.answer_by = ends if end == State.REQUESTED else None
    booking.remind_at = reminder(end, now=now, ends=ends)
    booking.save()
    step = Move.objects.create(booking=booking, at=now, start=start or "", end=end, by=by, why=why)
    log(booking, f"bookings.{end.lower()}", user=by, data={"number": booking.number, "why": why})
    return step

"""A stay becomes certain: nothing is due any more."""

from datetime import datetime

from bookings.actions.beds import keep_until
from bookings.actions.letters import tell_confirmed
from bookings.actions.moves import move
from bookings.models import Booking
from bookings.rules.states import Side, State
from payments.queries import due


def confirm_if_nothing_due(booking: Booking, *, now: datetime) -> bool:
    """Confirm a locked booking that holds its beds if nothing is due now; whether it did."""
    if due(booking.bill, now=now) > 0:
        return False
    step = move(booking, State.CONFIRMED, side=Side.SYSTEM, by=None, now=now)
    keep_until(booking, None)
    tell_confirmed(booking, step, now=now)
    return True

"""Bookings brought to a state by the actions that lead there."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.db import transaction

from bookings.actions import approve, check_in, check_out, decline, request_stay
from bookings.actions.beds import lock_booking
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking
from bookings.rules.states import State
from payments.queries import owed
from tests.factories.locations import RoomFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

# Noon in California on Monday 2 March 2026.
NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)
ARRIVE, DEPART = date(2026, 3, 10), date(2026, 3, 13)


def pay(booking: Booking, *, now: datetime) -> Booking:
    """What is owed comes in as cash, and the stay is confirmed."""
    PaymentFactory(
        bill=booking.bill, amount=owed(booking.bill), created_at=now, settled_at=now, applied_at=now
    )
    with transaction.atomic():
        booking = lock_booking(booking, now=now)
        assert confirm_if_nothing_due(booking, now=now)
    return booking


STEPS = {
    State.REQUESTED: [],
    State.APPROVED: ["approve"],
    State.DECLINED: ["decline"],
    State.CONFIRMED: ["approve", "pay"],
    State.CHECKED_IN: ["approve", "pay", "check_in"],
    State.CHECKED_OUT: ["approve", "pay", "check_in", "check_out"],
}


class BookingFactory(factory.Factory):
    """A stay of three nights from 10 March 2026, asked for at `now` and moved to `state`."""

    class Meta:
        model = Booking

    room = factory.SubFactory(RoomFactory)
    guest = factory.SubFactory(UserFactory)
    arrive = ARRIVE
    depart = DEPART
    people = 1
    state = State.REQUESTED
    now = NOW

    @classmethod
    def _create(cls, model_class, *args, room, state, now, **fields):
        booking = request_stay(room, by=fields["guest"], now=now, **fields)
        steward = UserFactory(is_superuser=True) if STEPS[state] else None
        later = datetime.combine(booking.arrive, now.timetz()) + timedelta(hours=1)
        steps = {
            "approve": lambda: approve(booking, by=steward, now=now),
            "decline": lambda: decline(booking, reason="We are full of painters.", by=steward, now=now),
            "pay": lambda: pay(booking, now=now),
            "check_in": lambda: check_in(booking, by=steward, now=later),
            "check_out": lambda: check_out(booking, by=steward, now=later),
        }
        for step in STEPS[state]:
            booking = steps[step]()
        return booking

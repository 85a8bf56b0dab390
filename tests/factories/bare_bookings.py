"""Bookings put into a state by hand, with bill and thread but no bed-nights: for what only reads them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory

from bookings.models import Booking, Move
from messaging import send
from payments.actions import bills
from payments.rules.lines import Line
from tests.factories.locations import RoomFactory
from tests.factories.members import UserFactory

# Thu 11 March 2027, 10:00 in San Francisco.
NOW = datetime(2027, 3, 11, 18, tzinfo=UTC)
ENDS = NOW + timedelta(hours=48)
RUNS_OUT = {"REQUESTED": "answer_by", "HELD": "hold_until", "APPROVED": "hold_until"}
LINES = (
    Line(kind="STAY", label="Fog room: 3 nights × 85.00", amount=Decimal("255.00")),
    Line(kind="FEE", label="Network fee", amount=Decimal("12.75"), percent=Decimal("5.0000")),
    Line(kind="FEE", label="Kept by the network", amount=Decimal("7.65"), paid_by="HOUSE"),
)


class BareBookingFactory(factory.Factory):
    """Two people, three nights from Fri 19 March 2027, 267.75 for the guest, in any `state`."""

    class Meta:
        model = Booking

    number = "7QK4M2XA"
    guest = factory.SubFactory(UserFactory)
    room = factory.SubFactory(RoomFactory)
    arrive = date(2027, 3, 19)
    depart = date(2027, 3, 22)
    people = 2
    state = "REQUESTED"
    asked_at = NOW
    lines = LINES

    @classmethod
    def _create(cls, model_class, *args, lines, **fields):
        booking = Booking(**fields)
        path = f"/stay/mine/{booking.number}/"
        booking.thread = send.thread(house=booking.house, label=booking.number, path=path)
        booking.bill = bills.write(
            house=booking.house, payer=booking.guest, kind="STAY", reference=booking.number, label="Stay",
            path=path, service_start=booking.arrive, service_end=booking.depart, lines=lines, now=NOW,
        )  # fmt: skip
        put(booking, booking.state)
        return booking


def put(booking: Booking, state: str, *, start: str = "", by=None, why: str = "") -> Move:
    """Put the booking into `state` and write the move, as if it had come there from `start`."""
    booking.state, booking.hold_until, booking.answer_by = state, None, None
    if state in RUNS_OUT:
        setattr(booking, RUNS_OUT[state], ENDS)
    booking.save()
    return Move.objects.create(booking=booking, at=NOW, start=start, end=state, by=by, why=why)

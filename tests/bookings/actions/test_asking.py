"""A guest asks to stay."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.actions import Refused, request_stay
from bookings.models import BedNight, Booking, Move
from locations.models import Fee, Terms
from locations.models.room import HIGHEST_RATE
from payments.queries import owed
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 18, tzinfo=UTC)
ARRIVE, DEPART = date(2027, 3, 12), date(2027, 3, 14)


def ask(room, **given):
    guest = given.pop("guest", None) or UserFactory()
    given = {"arrive": ARRIVE, "depart": DEPART, "people": 1, "now": NOW, **given}
    return request_stay(room, guest=guest, by=guest, **given)


def test_request_waits_for_an_answer_and_holds_no_bed():
    room = RoomFactory(rate=Decimal("85"))

    booking = ask(room)

    booking = Booking.objects.get(pk=booking.pk)
    assert booking.state == "REQUESTED"
    assert booking.answer_by == NOW + timedelta(days=3)
    assert owed(booking.bill) == Decimal("170")
    assert BedNight.objects.count() == 0
    assert list(Move.objects.values_list("start", "end", "by")) == [("", "REQUESTED", booking.guest_id)]


def test_instant_house_holds_the_beds_for_35_minutes():
    room = SharedRoomFactory(house=HouseFactory(terms=Terms.INSTANT), rate=Decimal("40"))

    booking = ask(room, people=2)

    assert booking.state == "HELD"
    assert booking.hold_until == NOW + timedelta(minutes=35)
    assert owed(booking.bill) == Decimal("160")
    assert list(BedNight.objects.values_list("night", "bed", "until")) == [
        (date(2027, 3, 12), 1, booking.hold_until),
        (date(2027, 3, 12), 2, booking.hold_until),
        (date(2027, 3, 13), 1, booking.hold_until),
        (date(2027, 3, 13), 2, booking.hold_until),
    ]


def test_room_that_costs_nothing_is_confirmed_at_once():
    room = RoomFactory(house=HouseFactory(terms=Terms.INSTANT), rate=Decimal(0))

    booking = ask(room)

    assert booking.state == "CONFIRMED"
    assert set(BedNight.objects.values_list("until", flat=True)) == {None}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"depart": ARRIVE}, "Choose a departure after the arrival."),
        ({"arrive": date(2027, 2, 20), "depart": date(2027, 2, 22)}, "the arrival is in the past"),
        ({"depart": ARRIVE + timedelta(days=15)}, "longest stay is 14 nights"),
        ({"people": 3}, "sleeps 2 people"),
        ({"arrive": date(2019, 3, 1), "depart": date(2019, 3, 3)}, "the arrival is in the past"),
        (
            {"quoted": Decimal("1")},
            "The price has changed while you were looking. Check the new total, then send.",
        ),
    ],
)
def test_what_cannot_be_booked_is_refused_with_the_reason(given, message):
    room = RoomFactory()

    with pytest.raises(Refused) as refused:
        ask(room, **given)

    assert str(refused.value) == message
    assert Booking.objects.count() == 0


def test_draft_room_does_not_sell():
    room = RoomFactory(live=False)

    with pytest.raises(Refused) as refused:
        ask(room)

    assert str(refused.value) == f"{room.name} can't be booked at the moment."


def test_second_hold_on_the_last_bed_is_refused_until_the_first_runs_out():
    room = RoomFactory(house=HouseFactory(terms=Terms.INSTANT))
    first = ask(room)

    with pytest.raises(Refused) as refused:
        ask(room)
    second = ask(room, now=first.hold_until)

    assert str(refused.value) == "full on the night of Fri 12 March"
    first.refresh_from_db()
    assert first.state == "EXPIRED"
    assert second.state == "HELD"


def test_names_as_long_as_they_may_be_are_booked():
    house = HouseFactory(name="H" * 120)

    booking = ask(RoomFactory(house=house, name="R" * 120))

    assert len(booking.bill.label) == 180
    assert booking.thread.label.startswith(f"{booking.number} HHH")


def test_the_highest_price_fits_a_bill_with_its_fees_and_a_higher_one_is_refused():
    house = HouseFactory(max_nights=730)
    Fee.objects.create(house=house, label="Network", percent=Decimal("99"))
    room = SharedRoomFactory(house=house, rate=Decimal(HIGHEST_RATE), sleeps=50, beds=50)

    dear = ask(room, people=24)
    with pytest.raises(Refused) as refused:
        ask(room, people=25, depart=ARRIVE + timedelta(days=700))

    assert owed(dear.bill) == HIGHEST_RATE * 24 * 2 * Decimal("1.99")
    assert str(refused.value) == "costs more than one booking can hold; choose fewer nights or guests"

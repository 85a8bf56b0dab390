"""Other dates, another room or more people, while nothing is paid."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.actions import Refused, change_stay
from bookings.models import BedNight, Booking
from locations.models import Terms
from payments.queries import owed
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
DATES = {"arrive": ARRIVE, "depart": DEPART, "people": 1, "now": NOW}


@pytest.fixture
def house():
    return HouseFactory()


@pytest.fixture
def room(house):
    return RoomFactory(house=house)


def test_a_guest_moves_an_approved_stay_which_becomes_a_request_again(house, room):
    booking = BookingFactory(room=room, state="APPROVED")
    other = RoomFactory(house=house, rate=Decimal("50"))

    changed = change_stay(
        booking, room=other, by=booking.guest, **{**DATES, "depart": date(2026, 3, 12), "people": 2}
    )

    assert (changed.state, changed.room, changed.depart, changed.people) == (
        "REQUESTED",
        other,
        date(2026, 3, 12),
        2,
    )
    assert owed(changed.bill) == Decimal(100)
    assert not BedNight.objects.exists()


def test_a_hold_takes_its_beds_in_the_other_room_and_keeps_its_end():
    house = HouseFactory(terms=Terms.INSTANT)
    booking = BookingFactory(room=RoomFactory(house=house))
    other = RoomFactory(house=house)

    changed = change_stay(booking, room=other, by=booking.guest, **DATES)

    assert (changed.state, changed.hold_until) == ("HELD", booking.hold_until)
    assert set(BedNight.objects.values_list("room", "until")) == {(other.pk, booking.hold_until)}


def test_a_steward_of_the_house_may_change_it_and_nobody_else(house, room):
    booking = BookingFactory(room=room)

    for somebody in (UserFactory(), StewardFactory(house=HouseFactory())):
        with pytest.raises(Refused, match="Only the guest or the house"):
            change_stay(booking, room=room, by=somebody, **DATES)
    change_stay(booking, room=room, by=StewardFactory(house=house), **DATES)

    assert booking.moves.count() == 2


def test_a_room_of_another_house_is_refused(room):
    booking = BookingFactory(room=room)

    with pytest.raises(Refused, match="Choose a room of this house"):
        change_stay(booking, room=RoomFactory(), by=booking.guest, **DATES)


def test_what_is_paid_or_over_is_changed_by_nobody(room):
    paid = BookingFactory(room=room)
    PaymentFactory(bill=paid.bill, amount=5)
    over = BookingFactory(room=room, state="DECLINED")

    for booking, message in ((paid, "Something is paid"), (over, "can't be changed any more")):
        with pytest.raises(Refused, match=message):
            change_stay(booking, room=room, by=booking.guest, **DATES)


def test_rooms_are_locked_at_once_and_in_order_however_old_what_one_holds_is(house):
    first, second, third = (RoomFactory(house=house) for _room in range(3))
    booking = BookingFactory(room=second)
    old = Booking.objects.get(pk=booking.pk)
    change_stay(booking, room=first, by=booking.guest, **DATES)

    with CaptureQueriesContext(connection) as queries:
        changed = change_stay(old, room=third, by=booking.guest, **DATES)

    locks = [
        query["sql"] for query in queries if "FOR UPDATE" in query["sql"] and "locations_room" in query["sql"]
    ]
    rooms = [lock for lock in locks if 'FROM "locations_room"' in lock]
    assert changed.room == third
    assert len(rooms) == 1
    assert 'ORDER BY "locations_room"."id" ASC' in rooms[0]
    assert f"({first.pk}, {third.pk})" in rooms[0]

"""Cancelling by the policy a stay was booked with, and the rule for who never came."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.actions import Refused, cancel_own, guest_refund, no_show, reinstate, undo_presence
from bookings.models import BedNight
from bookings.queries.policies import backs
from locations.actions import change_settings
from locations.models import Fee
from payments.models import Refund
from payments.queries import balance
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
TIERS = {"cancelling": "CUSTOM", "cancelling_tiers": [[5, "60"], [0, "25"]], "no_show_percent": Decimal(20)}
MORNING_AFTER = datetime(2026, 3, 11, 18, tzinfo=UTC)


@pytest.fixture
def room():
    room = RoomFactory(house=HouseFactory(**{}), rate=Decimal(100))
    change_settings(room.house, **TIERS, by=UserFactory(), now=NOW)
    room.house.refresh_from_db()
    return room


def test_a_stay_keeps_the_policy_it_was_booked_with(room):
    booking = BookingFactory(room=room, state="CONFIRMED")
    change_settings(room.house, cancelling="STRICT", by=UserFactory(), now=NOW)

    assert [(one.percent, one.amount) for one in backs(booking, now=NOW)] == [(60, 180), (25, 75), (0, 0)]
    assert guest_refund(booking, now=NOW + timedelta(days=4)) == 75


def test_what_the_guest_was_shown_goes_back_and_the_house_s_own_fees_follow(room):
    Fee.objects.create(house=room.house, label="Network", percent=Decimal(10), paid_by="HOUSE")
    booking = BookingFactory(room=room, state="CONFIRMED")

    with pytest.raises(Refused, match="has changed since you looked"):
        cancel_own(booking, by=booking.guest, now=NOW, expected=Decimal(300))
    booking = cancel_own(booking, by=booking.guest, now=NOW, expected=Decimal(180))

    money = balance(booking.bill)
    assert (money.total, money.house_share, money.owed) == (120, 12, 0)
    assert Refund.objects.get().amount == 180


def test_an_uncancelled_stay_takes_its_beds_again_or_stays_cancelled(room):
    steward = UserFactory(is_superuser=True)
    booking = cancel_own(BookingFactory(room=room, state="CONFIRMED"), by=UserFactory(), now=NOW)
    other = BookingFactory(room=room, state="CONFIRMED")

    with pytest.raises(Refused, match="is full"):
        reinstate(booking, by=steward, now=NOW)
    cancel_own(other, by=other.guest, now=NOW)
    booking = reinstate(booking, by=steward, now=NOW)

    assert (booking.state, balance(booking.bill).owed) == ("APPROVED", 180)
    assert BedNight.objects.filter(booking=booking).count() == 3


def test_who_never_came_gets_back_what_the_policy_says_and_undoing_owes_it_again(room):
    steward = UserFactory(is_superuser=True)
    booking = BookingFactory(room=room, state="CONFIRMED")

    booking = no_show(booking, by=steward, now=MORNING_AFTER)

    assert (balance(booking.bill).total, balance(booking.bill).refunded) == (240, 60)
    booking = undo_presence(booking, by=steward, now=MORNING_AFTER)
    assert (booking.state, balance(booking.bill).total) == ("CONFIRMED", 300)


def test_who_never_came_gets_nothing_back_where_the_policy_says_nothing():
    booking = BookingFactory(state="CONFIRMED")

    no_show(booking, by=UserFactory(is_superuser=True), now=MORNING_AFTER)

    assert balance(booking.bill).total == 255
    assert not Refund.objects.exists()

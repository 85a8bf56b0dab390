"""A stay that won't be."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bookings.actions import Refused, cancel, cancel_own, guest_refund, withdraw
from bookings.models import BedNight
from payments.models import Refund
from payments.queries import balance
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
ARRIVAL_DAY = datetime(2026, 3, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize("state", ["REQUESTED", "APPROVED"])
def test_withdraw_frees_the_bed_and_leaves_nothing_owed(state):
    booking = BookingFactory(state=state)

    booking = withdraw(booking, by=booking.guest, now=NOW)

    assert booking.state == "WITHDRAWN"
    assert balance(booking.bill).total == 0
    assert BedNight.objects.count() == 0


def test_withdraw_of_a_confirmed_stay_is_refused():
    booking = BookingFactory(state="CONFIRMED")

    with pytest.raises(Refused, match="the booking is now “confirmed”"):
        withdraw(booking, by=booking.guest, now=NOW)


@pytest.mark.parametrize(
    ("now", "refund"),
    [(NOW, 255), (ARRIVAL_DAY - timedelta(seconds=3601), 255), (ARRIVAL_DAY, 0)],
    ids=["early", "the day before, in the house's zone", "on the day"],
)
def test_guest_s_cancel_gives_all_back_before_the_arrival_day_and_nothing_after(now, refund):
    booking = BookingFactory(state="CONFIRMED")

    assert guest_refund(booking, now=now) == refund
    booking = cancel_own(booking, by=booking.guest, now=now)

    assert booking.state == "CANCELLED"
    assert sum(Refund.objects.values_list("amount", flat=True)) == refund
    assert balance(booking.bill).owed == 0
    assert BedNight.objects.count() == 0


def test_guest_s_cancel_does_nothing_if_the_refund_changed_since_it_was_shown():
    booking = BookingFactory(state="CONFIRMED")

    with pytest.raises(Refused, match="has changed since you looked"):
        cancel_own(booking, by=booking.guest, now=ARRIVAL_DAY, expected=Decimal(255))

    booking.refresh_from_db()
    assert booking.state == "CONFIRMED"


@pytest.mark.parametrize("refund", ["0", "100.00", "255"])
def test_steward_s_cancel_gives_back_what_they_enter(refund):
    booking = BookingFactory(state="CONFIRMED")

    booking = cancel(booking, refund=Decimal(refund), reason="Flood", by=UserFactory(), now=NOW)

    money = balance(booking.bill)
    assert (booking.state, money.kept, money.owed) == ("CANCELLED", 255 - Decimal(refund), 0)
    assert booking.moves.latest("pk").why == "Flood"


@pytest.mark.parametrize("refund", ["-1", "255.01"])
def test_steward_can_t_give_back_more_than_was_paid(refund):
    booking = BookingFactory(state="CONFIRMED")

    with pytest.raises(Refused, match="between 0 and"):
        cancel(booking, refund=Decimal(refund), by=UserFactory(), now=NOW)


@pytest.mark.parametrize("act", [cancel, cancel_own])
def test_stay_that_is_over_stands_as_it_was(act):
    booking = BookingFactory(state="CONFIRMED")

    with pytest.raises(Refused, match="The stay is over"):
        act(booking, by=booking.guest, now=datetime(2026, 3, 13, 8, tzinfo=UTC))

    assert BedNight.objects.count() == 3

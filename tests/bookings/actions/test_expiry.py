"""What time does by itself."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.actions.expiry import expire_holds, lapse_requests, remind, run_due
from bookings.models import BedNight
from messaging.models import Message
from payments.queries import balance
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


def test_expire_holds_ends_them_on_the_minute_and_frees_their_beds():
    booking = BookingFactory(state="APPROVED")

    assert expire_holds(booking.hold_until - MOMENT) == 0
    assert expire_holds(booking.hold_until) == 1

    booking.refresh_from_db()
    assert (booking.state, booking.hold_until) == ("EXPIRED", None)
    assert BedNight.objects.count() == 0


def test_lapse_requests_closes_what_nobody_answered():
    booking = BookingFactory()

    assert lapse_requests(booking.answer_by - MOMENT) == 0
    assert lapse_requests(booking.answer_by) == 1

    booking.refresh_from_db()
    assert booking.state == "LAPSED"
    assert balance(booking.bill).total == 0


def test_lapse_gives_back_money_that_waited_for_the_answer():
    booking = BookingFactory()
    PaymentFactory(bill=booking.bill, amount=Decimal(255), created_at=NOW, settled_at=NOW, applied_at=NOW)

    lapse_requests(booking.answer_by)

    assert balance(booking.bill).kept == 0


def test_stewards_are_nudged_once_when_a_request_is_a_day_old():
    house = HouseFactory()
    steward = StewardFactory(house=house)
    BookingFactory(room=RoomFactory(house=house))

    assert remind(NOW + timedelta(days=1) - MOMENT) == 0
    assert remind(NOW + timedelta(days=1)) == 1
    assert remind(NOW + timedelta(days=2)) == 0

    assert list(Message.objects.filter(key="bookings.nudge").values_list("to", flat=True)) == [steward.email]


def test_guest_is_reminded_once_before_a_hold_ends():
    booking = BookingFactory(state="APPROVED")

    assert [remind(NOW + timedelta(hours=hours)) for hours in (35, 36, 37, 47)] == [0, 1, 0, 0]

    told = Message.objects.filter(key="bookings.hold_ending").values_list("to", flat=True)
    assert list(told) == [booking.guest.email]


def test_late_job_reminds_nobody_of_what_is_over():
    booking = BookingFactory(state="APPROVED")

    assert run_due(booking.hold_until + timedelta(days=1)) == 1

    assert Message.objects.filter(key="bookings.hold_ending").count() == 0
    assert Message.objects.filter(key="bookings.expired").count() == 1


def test_running_twice_does_nothing_more():
    BookingFactory()
    BookingFactory(state="APPROVED")
    late = NOW + timedelta(days=9)

    assert [run_due(late), run_due(late)] == [2, 0]


def test_part_of_the_money_goes_back_when_the_hold_ends():
    booking = BookingFactory(state="APPROVED")
    PaymentFactory(bill=booking.bill, amount=Decimal(100), created_at=NOW, settled_at=NOW, applied_at=NOW)

    expire_holds(booking.hold_until)

    money = balance(booking.bill)
    assert (money.total, money.kept) == (0, 0)
    assert Message.objects.filter(key="bookings.too_late").count() == 1

"""What time does by itself."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from bookings.actions.expiry import Unfinished, expire_holds, lapse_requests, remind
from bookings.models import BedNight, Booking
from messaging.models import Message
from payments.queries import balance
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


def run_due(now):
    return expire_holds(now) + lapse_requests(now) + remind(now)


def break_row(booking):
    """From now on the database takes no change of this booking."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'planted'; END $$;"
            " CREATE TRIGGER planted BEFORE UPDATE ON bookings_booking FOR EACH ROW"
            f" WHEN (OLD.id = {booking.pk}) EXECUTE FUNCTION refuse()"
        )


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


def test_a_hold_that_cannot_be_ended_stops_no_other_and_is_told(caplog):
    room = SharedRoomFactory()
    broken, other = BookingFactory(room=room, state="APPROVED"), BookingFactory(room=room, state="APPROVED")
    elsewhere = BookingFactory(state="APPROVED")
    break_row(broken)

    with pytest.raises(Unfinished) as unfinished:
        expire_holds(broken.hold_until)

    assert unfinished.value.failed == 1
    assert f"The hold of {broken.number} could not be ended" in caplog.text
    assert "planted" in caplog.text
    states = Booking.objects.in_bulk([broken.pk, other.pk, elsewhere.pk])
    assert [states[booking.pk].state for booking in (broken, other, elsewhere)] == [
        "APPROVED",
        "EXPIRED",
        "EXPIRED",
    ]
    assert set(BedNight.objects.values_list("booking", flat=True)) == {broken.pk}


def test_a_hold_that_cannot_be_ended_leaves_its_room_open():
    room = SharedRoomFactory()
    broken = BookingFactory(room=room, state="APPROVED")
    break_row(broken)

    assert BookingFactory(room=room, now=broken.hold_until, state="APPROVED").state == "APPROVED"


@pytest.mark.parametrize(
    ("work", "late", "key"),
    [
        (lapse_requests, timedelta(days=4), "bookings.lapsed"),
        (remind, timedelta(days=1), "bookings.nudge"),
    ],
)
def test_a_request_that_fails_stops_no_other(caplog, work, late, key):
    house = HouseFactory()
    StewardFactory(house=house)
    broken, other = (BookingFactory(room=RoomFactory(house=house)) for _ in range(2))
    break_row(broken)

    with pytest.raises(Unfinished) as unfinished:
        work(NOW + late)

    assert unfinished.value.failed == 1
    assert "planted" in caplog.text
    assert set(Message.objects.filter(key=key).values_list("thread", flat=True)) == {other.thread_id}

"""A steward changes what a stay costs; a paid bill gets new lines and keeps its old ones."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.actions import (
    Refused,
    add_line,
    amend_stay,
    discount,
    end_discount,
    restore_fee,
    set_rate,
    suppress_fee,
)  # fmt: skip
from bookings.actions.billing import difference
from bookings.models import BedNight, Booking
from locations.models import Fee, Season
from payments.models import BillLine
from payments.queries import balance, wrong_bills
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import RoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
LATER = DEPART + timedelta(days=1)


@pytest.fixture
def steward():
    return UserFactory(is_superuser=True)


@pytest.fixture
def room():
    """100 a night, a tax of a tenth."""
    room = RoomFactory(rate=Decimal(100))
    Fee.objects.create(house=room.house, label="City tax", percent=Decimal(10), is_tax=True)
    return room


def total(booking) -> Decimal:
    return balance(booking.bill).total


def told(booking) -> list[tuple[str, Decimal]]:
    return [(line.kind, line.amount) for line in booking.bill.lines.all()]


def longer(booking, steward, **changed):
    stay = {"room": booking.room, "arrive": ARRIVE, "depart": LATER, "people": 1} | changed
    return amend_stay(booking, **stay, by=steward, now=NOW)


def test_a_discount_follows_the_stay_when_it_is_extended(room, steward):
    booking = BookingFactory(room=room, state="APPROVED")

    discount(booking, kind="PERCENT", value=Decimal(10), reason="A friend", by=steward, now=NOW)
    assert told(booking) == [("STAY", 300), ("DISCOUNT", -30), ("TAX", 27)]
    longer(booking, steward)

    assert told(booking) == [("STAY", 400), ("DISCOUNT", -40), ("TAX", 36)]
    end_discount(booking, reduction=booking.bill.reductions.get().pk, by=steward, now=NOW)
    assert total(booking) == 440


def test_a_paid_bill_is_amended_by_new_lines_and_kept_nights_keep_their_price(room, steward):
    booking = BookingFactory(room=room, state="CONFIRMED")
    before = list(booking.bill.lines.values_list("pk", "label", "amount"))
    Season.objects.create(house=room.house, name="Fair", price=Decimal(150))

    longer(booking, steward)

    assert list(booking.bill.lines.values_list("pk", "label", "amount"))[: len(before)] == before
    assert told(booking)[len(before) :] == [("STAY", 150), ("TAX", 15)]
    added = booking.bill.lines.filter(kind="STAY").last()
    assert added.nights == {"2026-03-13": "150.00"}
    assert "100.00 a night (as booked)" in added.why
    assert balance(booking.bill).owed == 165
    assert BedNight.objects.filter(booking=booking).count() == 4
    assert Booking.objects.get(pk=booking.pk).state == "CONFIRMED"
    assert wrong_bills() == []


def test_a_shorter_paid_stay_leaves_something_paid_too_much(room, steward):
    booking = BookingFactory(room=room, state="CONFIRMED")

    longer(booking, steward, depart=date(2026, 3, 12))

    assert balance(booking.bill).overpaid == 110
    assert booking.bill.lines.filter(kind="STAY").last().nights == {"2026-03-12": "-100.00"}
    assert wrong_bills() == []


def test_another_room_is_priced_anew_and_back_again_costs_what_it_did(room, steward):
    booking = BookingFactory(room=room, state="CONFIRMED")
    other = RoomFactory(house=room.house, rate=Decimal(50))

    longer(booking, steward, room=other, depart=DEPART)
    assert total(booking) == 165
    longer(booking, steward, room=room, depart=DEPART)

    assert total(booking) == 330
    assert wrong_bills() == []


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"depart": ARRIVE}, "after the arrival"),
        ({"people": 3}, "sleeps 2"),
        ({"people": 0}, "sleeps 2"),
    ],
)
def test_a_change_that_can_t_be_is_refused_and_nothing_changed(room, steward, changed, match):
    booking = BookingFactory(room=room, state="CONFIRMED")

    with pytest.raises(Refused, match=match):
        longer(booking, steward, **changed)

    assert total(booking) == 330


def test_another_house_s_room_or_a_full_one_is_refused(room, steward):
    booking = BookingFactory(room=room, state="CONFIRMED")
    BookingFactory(room=room, arrive=DEPART, depart=LATER, state="CONFIRMED")

    with pytest.raises(Refused, match="room of this house"):
        longer(booking, steward, room=RoomFactory())
    with pytest.raises(Refused, match="is full"):
        longer(booking, steward)

    assert (total(booking), BedNight.objects.filter(booking=booking).count()) == (330, 3)


@pytest.mark.parametrize("state", ["APPROVED", "CONFIRMED"])
def test_a_fee_is_taken_off_stays_off_and_is_taken_again(room, steward, state):
    booking = BookingFactory(room=room, state=state)
    source = booking.bill.lines.get(kind="TAX").source

    suppress_fee(booking, source=source, reason="She lives here", by=steward, now=NOW)
    assert total(booking) == 300
    longer(booking, steward)
    assert total(booking) == 400
    with pytest.raises(Refused, match="taken off already"):
        suppress_fee(booking, source=source, reason="Again", by=steward, now=NOW)
    restore_fee(booking, source=source, by=steward, now=NOW)

    assert total(booking) == 440
    assert wrong_bills() == []


def test_only_a_fee_of_this_bill_can_be_taken_off_and_with_a_reason(room, steward):
    booking = BookingFactory(room=room)

    for source, reason, match in (
        ("fee:0", "x", "no such fee"),
        ("", "x", "no such fee"),
        ("fee:0", " ", "reason"),
    ):
        with pytest.raises(Refused, match=match):
            suppress_fee(booking, source=source, reason=reason, by=steward, now=NOW)
    with pytest.raises(Refused, match="as ever"):
        restore_fee(booking, source="fee:0", by=steward, now=NOW)

    assert total(booking) == 330


def test_a_comp_needs_a_reason_costs_nothing_and_confirms_the_stay(room, steward):
    booking = BookingFactory(room=room, state="APPROVED")

    with pytest.raises(Refused, match="Give a reason"):
        set_rate(booking, rate=Decimal(0), reason="", by=steward, now=NOW)
    booking = set_rate(booking, rate=Decimal(0), reason="Painted the hall", by=steward, now=NOW)

    assert (total(booking), booking.state, booking.rate_reason) == (0, "CONFIRMED", "Painted the hall")


def test_a_rate_of_its_own_holds_for_added_nights_and_goes_again(room, steward):
    booking = BookingFactory(room=room, state="CONFIRMED")

    set_rate(booking, rate=Decimal(80), reason="Long known", by=steward, now=NOW)
    longer(booking, steward)
    assert total(booking) == 352
    set_rate(booking, rate=None, reason="", by=steward, now=NOW)

    assert total(booking) == 440
    assert wrong_bills() == []


def test_a_line_of_one_s_own_moves_fees_and_stands_when_the_stay_changes(room, steward):
    booking = BookingFactory(room=room, state="APPROVED")

    add_line(booking, label="Bicycle", amount=Decimal(20), by=steward, now=NOW)
    longer(booking, steward)

    assert sorted(told(booking)) == [("CUSTOM", 20), ("STAY", 400), ("TAX", 42)]


@pytest.mark.parametrize("amount", ["0", "0.001", "-1000", "100000001", "-0.005"])
def test_a_line_that_makes_no_sense_is_refused(room, steward, amount):
    booking = BookingFactory(room=room)

    with pytest.raises(Refused):
        add_line(booking, label="Bicycle", amount=Decimal(amount), by=steward, now=NOW)

    assert told(booking) == [("STAY", 300), ("TAX", 30)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("PERCENT", "0"),
        ("PERCENT", "101"),
        ("FIXED", "-5"),
        ("FIXED", "0.001"),
        ("NIGHTS", "0.5"),
        ("X", "5"),
    ],
)
def test_a_discount_that_makes_no_sense_is_refused(room, steward, kind, value):
    booking = BookingFactory(room=room)

    with pytest.raises(Refused):
        discount(booking, kind=kind, value=Decimal(value), reason="x", by=steward, now=NOW)

    assert not booking.bill.reductions.exists()


def test_a_bill_of_a_stay_that_is_over_stays_as_it_is(room, steward):
    booking = BookingFactory(room=room, state="DECLINED")

    with pytest.raises(Refused, match="can't be done any more"):
        add_line(booking, label="Bicycle", amount=Decimal(5), by=steward, now=NOW)


def test_a_difference_is_shown_and_nothing_done(room, steward):
    booking = BookingFactory(room=room, state="CONFIRMED")
    before = list(BillLine.objects.values_list())

    found = difference(booking, lambda one: longer(one, steward))

    assert (found.before.total, found.after.total, found.more) == (330, 440, 110)
    assert [line.amount for line in found.lines] == [300, 30, 100, 10]
    assert list(BillLine.objects.values_list()) == before
    assert BedNight.objects.count() == 3
    assert Booking.objects.get().depart == DEPART

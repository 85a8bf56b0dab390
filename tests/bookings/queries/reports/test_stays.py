"""How stays come about, by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bookings.models import Move
from bookings.queries.reports import room_year, stays
from locations.models import House
from payments.actions.splits import freeze
from payments.rules.period import Period
from tests.factories.bare_bookings import BareBookingFactory, put
from tests.factories.calendars import outside_calendar
from tests.factories.locations import RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db
D = Decimal
MARCH = Period(date(2027, 3, 1), date(2027, 3, 31))


def stay(room, number: int, *, nights: int = 3, ahead: int = 8, state: str = "CONFIRMED", own: bool = True):
    """Arrives on 19 March 2027, asked `ahead` days before, at ten in the evening by the house's clock."""
    arrive = date(2027, 3, 19)
    asked = arrive - timedelta(days=ahead - 1)
    made = BareBookingFactory(
        room=room, number=f"N{number}", state="REQUESTED", arrive=arrive, guest=UserFactory(),
        depart=arrive + timedelta(days=nights), asked_at=f"{asked}T05:00Z",
    )  # fmt: skip
    Move.objects.filter(booking=made).update(by=made.guest if own else UserFactory())
    if state in ("CONFIRMED", "CANCELLED", "NO_SHOW"):
        put(made, "CONFIRMED", start="REQUESTED")
    if state != "CONFIRMED":
        put(made, state, start="REQUESTED")
    return made


@pytest.fixture
def month():
    """Stays that arrive on 19 March 2027 in a house in San Francisco.

    Certain: 1 night asked 2 days ahead, 3 nights 8 days ahead, 5 nights 8 days ahead by a steward, and one of
    7 nights, asked 40 days ahead, who did not come. Average length 16 / 4 = 4.0, median (3 + 5) / 2 = 4.0;
    average lead 58 / 4 = 14.5, median 8.0. One was cancelled after it was confirmed: 1 of 5, 20 %.
    One was declined, one ran out. Two nights were taken elsewhere.
    """
    room = RoomFactory()
    for number, facts in enumerate([
        {"nights": 1, "ahead": 2}, {}, {"nights": 5, "own": False},
        {"nights": 7, "ahead": 40, "state": "NO_SHOW"},
        {"state": "CANCELLED"}, {"state": "DECLINED"}, {"state": "EXPIRED"},
    ]):  # fmt: skip
        stay(room, number, **facts)
    elsewhere = SharedRoomFactory(house=room.house)
    outside_calendar(elsewhere, ("one", date(2027, 3, 28), date(2027, 3, 30)))
    return House.objects.filter(pk=room.house_id)


def test_stays_of_the_month_by_hand(month) -> None:
    [short, lengths, leads, outcomes, sources] = stays(month, MARCH).sections

    assert [(one.label, one.amount) for one in short.figures] == [
        ("Certain stays", 4), ("Average length", D("4.0")), ("Median length", D("4.0")),
        ("Average lead time", D("14.5")), ("Median lead time", D("8.0")), ("Cancelled", 1),
        ("Cancellation rate", D("20.0")), ("No-show rate", D("25.0")),
    ]  # fmt: skip
    assert [row[:2] for row in lengths.rows] == [
        ["1", 1], ["2", 0], ["3", 1], ["4–6", 1], ["7–13", 1], ["14–27", 0], ["28 or more", 0],
    ]  # fmt: skip
    assert [row[1] for row in leads.rows] == [0, 1, 0, 2, 0, 1, 0]
    assert [(row[0], row[1], row[3]) for row in outcomes.rows] == [
        ("Confirmed", 3, 9), ("Did not come", 1, 7), ("Declined", 1, 3), ("Not paid in time", 1, 3),
        ("Cancelled", 1, 3),
    ]  # fmt: skip
    assert [(row[0], row[1], row[3]) for row in sources.rows] == [
        ("Asked for by the guest", 3, 11), ("Entered by a steward", 1, 5), ("Calendar “Airbnb”", 1, 2),
    ]  # fmt: skip


def test_other_houses_and_other_days_have_none(month) -> None:
    assert stays(House.objects.exclude(pk__in=month), MARCH).sections == []
    assert stays(month, Period(date(2027, 4, 1), date(2027, 4, 30))).sections == []


def test_queries_are_the_same_whatever_the_rows(django_assert_num_queries) -> None:
    stay(RoomFactory(), 0)
    with django_assert_num_queries(5):
        stays(House.objects.all(), MARCH)
    for number in (1, 2):
        stay(RoomFactory(), number)

    with django_assert_num_queries(5):
        stays(House.objects.all(), MARCH)


def test_year_of_a_room_by_hand(django_assert_num_queries) -> None:
    """Three nights from 30 March: 255.00, 12.75 on top, 7.65 the house pays; 133.88 paid of 267.75 in March.

    To house of that: 133.88 less half of 12.75 (6.38) and half of 7.65 (3.83) = 123.67, of which two thirds
    (82.45) for March and 41.22 for April. Net value 255.00 − 7.65 = 247.35: 170.00 − 5.10 and 85.00 − 2.55.
    """
    made = BareBookingFactory(
        arrive=date(2027, 3, 30), depart=date(2027, 4, 2), state="CONFIRMED", people=2
    )  # fmt: skip
    paid = "2027-03-11T18:00Z"
    PaymentFactory(bill=made.bill, amount=D("133.88"), settled_at=paid, created_at=paid, applied_at=paid)
    freeze([made.bill])
    room = made.room

    with django_assert_num_queries(6):
        table = room_year(room, 2027)

    assert len(table.rows) == 12
    assert [len(row) for row in table.rows] == [len(table.columns)] * 12
    assert table.rows[2] == [
        3, 2027, D("123.67"), D("82.45"), 4, 2, 31, 1, 0, D("133.87"), D("178.50"), D("164.90"), D("8.50"),
        D("5.10"), D(0),
    ]  # fmt: skip
    assert table.rows[3] == [
        4, 2027, D(0), D("41.22"), 2, 1, 30, 0, 0, D(0), D("89.25"), D("82.45"), D("4.25"), D("2.55"), D(0),
    ]  # fmt: skip
    assert table.rows[4][4:6] == [0, 0]

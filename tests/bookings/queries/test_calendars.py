"""A room's calendar: which months it shows, and where turning leads."""

from datetime import date

import pytest

from bookings.queries.calendars import Picked, calendar_of
from tests.factories.bookings import NOW
from tests.factories.locations import RoomFactory

pytestmark = pytest.mark.django_db
PICKED = Picked(date(2026, 5, 4), date(2026, 5, 6), 1)


def query(month: str) -> str:
    return f"?arrive=2026-05-04&depart=2026-05-06&guests=1&month={month}#calendar"


@pytest.mark.parametrize(
    ("month", "first", "earlier", "later"),
    [
        (None, date(2026, 5, 1), query("2026-04"), query("2026-06")),
        (date(2026, 4, 1), date(2026, 4, 1), query("2026-03"), query("2026-05")),
        (date(2026, 1, 1), date(2026, 3, 1), "", query("2026-04")),
        (date(9999, 12, 1), date(2028, 3, 1), query("2028-02"), ""),
    ],
    ids=["of the arrival", "asked for", "past", "after two years"],
)
def test_calendar_turns_by_one_month(month, first, earlier, later):
    shown = calendar_of(RoomFactory(), PICKED, month=month, now=NOW)

    assert shown.months[0].start == first
    assert (shown.earlier, shown.later) == (earlier, later)

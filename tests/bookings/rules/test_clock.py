"""The house's own day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings.rules.clock import day_ends, earliest_today, reminder, today
from bookings.rules.states import State

FRISCO, KIRITIMATI = ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Kiritimati")
NOW = datetime(2027, 3, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [(FRISCO, date(2027, 3, 11)), (ZoneInfo("UTC"), date(2027, 3, 12)), (KIRITIMATI, date(2027, 3, 12))],
)
def test_today_is_the_house_s(zone, expected):
    assert today(NOW, zone) == expected


@pytest.mark.parametrize(("hour", "expected"), [(11, date(2027, 3, 11)), (12, date(2027, 3, 12))])
def test_earliest_today_is_that_of_the_zone_where_the_day_begins_last(hour, expected):
    now = NOW.replace(hour=hour)

    assert earliest_today(now) == expected == today(now, ZoneInfo("Etc/GMT+12"))


def test_day_ends_at_local_midnight_even_when_the_clock_changes():
    assert day_ends(date(2027, 3, 14), FRISCO).astimezone(UTC) == datetime(2027, 3, 15, 7, tzinfo=UTC)
    assert day_ends(date(2027, 3, 13), FRISCO).astimezone(UTC) == datetime(2027, 3, 14, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "ends_in", "expected"),
    [
        (State.REQUESTED, timedelta(days=3), timedelta(days=1)),
        (State.HELD, timedelta(minutes=35), timedelta(minutes=25)),
        (State.APPROVED, timedelta(hours=48), timedelta(hours=36)),
    ],
)
def test_reminder_comes_before_the_end(state, ends_in, expected):
    assert reminder(state, now=NOW, ends=NOW + ends_in) == NOW + expected


def test_reminder_is_for_waiting_states_only():
    assert reminder(State.CONFIRMED, now=NOW, ends=None) is None

"""When the letters of the day are due, for every day one may ask on, and that no run tells a day twice."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.letters import (
    LOOK_BACK,
    Fate,
    days_to_tell,
    farewell_ends,
    farewell_fate,
    morning,
    welcome_ends,
    welcome_fate,
)

ARRIVE, DEPART = date(2027, 3, 12), date(2027, 3, 15)
MARCH = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("welcome_days", "today", "fate"),
    [
        (3, date(2027, 3, 8), Fate.WAIT),
        (3, date(2027, 3, 9), Fate.SEND),
        (0, date(2027, 3, 11), Fate.WAIT),
        (0, ARRIVE, Fate.SEND),
        (3, date(2027, 3, 14), Fate.SEND),
        (3, DEPART, Fate.SKIP),
        (30, date(2027, 2, 10), Fate.SEND),
    ],
)
def test_welcome_is_due_from_days_ahead_until_the_departure(welcome_days, today, fate):
    assert welcome_fate(ARRIVE, DEPART, welcome_days=welcome_days, today=today) is fate


@pytest.mark.parametrize(
    ("today", "fate"),
    [
        (date(2027, 3, 14), Fate.WAIT),
        (DEPART, Fate.SEND),
        (date(2027, 3, 16), Fate.SEND),
        (date(2027, 3, 17), Fate.SKIP),
    ],
)
def test_farewell_is_due_on_the_day_and_the_next(today, fate):
    assert farewell_fate(DEPART, today=today) is fate


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Amsterdam", "Africa/Cairo", "Pacific/Apia"])
@pytest.mark.parametrize("month", range(1, 13))
def test_letters_are_of_use_for_as_long_as_they_are_sent(zone, month):
    """What is sent on a day is of use that morning, and not any more once it would be skipped."""
    zone, arrive = ZoneInfo(zone), date(2027, month, 27)
    depart = arrive + timedelta(days=3)
    ends = {"welcome": welcome_ends(depart, zone), "farewell": farewell_ends(depart, zone)}
    for ahead in range(8):
        today = arrive + timedelta(days=ahead)
        fates = {
            "welcome": welcome_fate(arrive, depart, welcome_days=3, today=today),
            "farewell": farewell_fate(depart, today=today),
        }
        for name, fate in fates.items():
            assert (fate is Fate.SKIP) == (morning(today, zone) >= ends[name])


def test_morning_is_six_by_the_clock_of_the_house():
    assert morning(date(2027, 3, 14), ZoneInfo("America/Los_Angeles")).astimezone(UTC) == datetime(
        2027, 3, 14, 13, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("last", "days"),
    [
        (None, [MARCH]),
        (date(2027, 2, 28), [MARCH]),
        (MARCH, []),
        (date(2027, 3, 2), []),
        (date(2027, 2, 26), [date(2027, 2, 27), date(2027, 2, 28), MARCH]),
        (date(2020, 1, 1), [MARCH - LOOK_BACK + timedelta(days=number) for number in range(11)]),
    ],
)
def test_days_to_tell_are_those_since_the_last(last, days):
    assert days_to_tell(last, today=MARCH) == days


@given(st.lists(st.integers(0, 9), min_size=1))
def test_days_to_tell_tells_each_day_once_however_often_it_runs(steps):
    today, told = MARCH, []
    for step in steps:
        today += timedelta(days=step)
        told += days_to_tell(told[-1] if told else None, today=today)

    assert told == [MARCH + timedelta(days=steps[0] + number) for number in range(len(told))]
    assert told[-1] == today

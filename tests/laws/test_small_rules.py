"""Rules that no stay depends on: a law for each, by counting on fingers, that sees an off-by-one."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bookings.rules import clock, months, nearest, states
from bookings.rules.fit import Night
from bookings.rules.states import State
from bookings.rules.stay import Stay
from payments.rules import retry
from tests.laws.faults import HOUR, ONE, Fault, answer, given, plant, second, tomorrow, yesterday

FIRST = date(2028, 2, 26)  # a leap year's February ends within reach
NOON = datetime(2028, 2, 29, 12, tzinfo=UTC)
MINUTE, DAYS = timedelta(minutes=1), range(7)


def day(number: int) -> date:
    return FIRST + number * ONE


def stays_that_share_a_night_overlap() -> None:
    stays = [(start, end) for start, end in product(range(6), repeat=2) if start < end]
    for (start, end), (from_, until) in product(stays, repeat=2):
        shared = set(range(start, end)) & set(range(from_, until))
        assert Stay(day(start), day(end)).overlaps(Stay(day(from_), day(until))) == bool(shared)


def stays_have_as_many_nights_as_one_counts() -> None:
    for length in range(1, 9):
        assert Stay(day(0), day(length)).nights == length


def nearest_dates_are_the_nearest() -> None:
    wanted = 3
    for free in product((0, 1), repeat=len(DAYS)):
        nights = [Night(day(n), capacity=1, free=beds) for n, beds in enumerate(free)]
        fits = [n for n in range(1, 6) if free[n] and free[n + 1]]
        best = sorted(fits, key=lambda n: (abs(n - wanted), n))[:1]
        found = nearest.nearest(nights, Stay(day(wanted), day(wanted + 2)), beds=1, earliest=day(1))
        assert ([] if found is None else [found]) == [Stay(day(n), day(n + 2)) for n in best]


def months_follow_each_other() -> None:
    start = date(2027, 11, 1)
    for ahead in range(30):
        assert months.add_months(date(2027, 11, 1), ahead) == start
        start += ONE
        while start.day != 1:
            start += ONE


def weeks_hold_every_day_of_the_month() -> None:
    for start in (date(2027, 2, 1), date(2028, 2, 1), date(2026, 3, 1), date(2026, 12, 1)):
        weeks = list(months.weeks(start))
        days = [one for week in weeks for one in week]
        month = [one for one in days if (one.year, one.month) == (start.year, start.month)]
        assert [week[0].weekday() for week in weeks] == [0] * len(weeks)
        assert days == [days[0] + n * ONE for n in range(7 * len(weeks))]
        assert (month[0].day, (month[-1] + ONE).day, len(month)) == (1, 1, month[-1].day)
        assert all(set(week) & set(month) for week in weeks)


def no_house_has_an_earlier_today() -> None:
    zones = [ZoneInfo(name) for name in available_timezones() if name.startswith(("Etc/", "Pacific/"))]
    for hour in range(48):
        now = NOON + hour * HOUR
        assert clock.earliest_today(now) == min(now.astimezone(zone).date() for zone in zones)


def reminders_come_before_the_end() -> None:
    ends = NOON + 40 * HOUR
    assert clock.reminder(State.REQUESTED, now=NOON, ends=ends) == NOON + 24 * HOUR
    assert clock.reminder(State.HELD, now=NOON, ends=NOON + 35 * MINUTE) == NOON + 25 * MINUTE
    assert clock.reminder(State.HELD, now=NOON, ends=NOON + 5 * MINUTE) == NOON
    assert clock.reminder(State.APPROVED, now=NOON, ends=ends) == NOON + 30 * HOUR


def paying_moves_a_hold_by_two_hours_at_most() -> None:
    ends = NOON + 40 * HOUR
    assert states.hold_limit(State.HELD, now=NOON, ends=ends) == NOON + 2 * HOUR
    assert states.hold_limit(State.APPROVED, now=NOON, ends=ends) == NOON + 42 * HOUR
    assert states.hold_limit(State.CONFIRMED, now=NOON, ends=ends) is None


def waits_double() -> None:
    seconds = [retry.wait(tries).total_seconds() for tries in range(12)]
    assert seconds == [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]


def second_week_gone(right: Callable) -> Callable:
    return lambda start: [week for n, week in enumerate(right(start)) if n != 1]


rules = "bookings.rules"
FAULTS = {
    "back-to-back stays clash": (
        stays_that_share_a_night_overlap,
        Fault(
            f"{rules}.stay.Stay.overlaps",
            lambda right: lambda one, other: one.arrive <= other.depart and other.arrive <= one.depart,
            run="", law="",
        ),
    ),
    "one night more": (
        stays_have_as_many_nights_as_one_counts,
        Fault(f"{rules}.stay.Stay.nights", answer(lambda nights: nights + 1)),
    ),
    "too few beds are enough": (
        nearest_dates_are_the_nearest,
        Fault(f"{rules}.nearest.nearest", given(beds=lambda beds: beds - 1)),
    ),
    "yesterday is early enough": (
        nearest_dates_are_the_nearest,
        Fault(f"{rules}.nearest.nearest", given(earliest=lambda first: first - ONE)),
    ),
    "the earliest is too early": (
        nearest_dates_are_the_nearest,
        Fault(f"{rules}.nearest.nearest", given(earliest=lambda first: first + ONE)),
    ),
    "nearest to the day after": (
        nearest_dates_are_the_nearest,
        Fault(
            f"{rules}.nearest.nearest",
            second(lambda stay: Stay(stay.arrive + ONE, stay.depart + ONE)),
        ),
    ),
    "a month too far": (
        months_follow_each_other,
        Fault(f"{rules}.months.add_months", second(lambda ahead: ahead + 1)),
    ),
    "a week is missing": (
        weeks_hold_every_day_of_the_month,
        Fault(f"{rules}.months.weeks", second_week_gone),
    ),
    "weeks begin on Sunday": (
        weeks_hold_every_day_of_the_month,
        Fault(
            f"{rules}.months.weeks",
            answer(lambda weeks: [[one - ONE for one in week] for week in weeks]),
        ),
    ),
    "today is tomorrow": (
        no_house_has_an_earlier_today,
        Fault(f"{rules}.clock.earliest_today", tomorrow),
    ),
    "today is yesterday": (
        no_house_has_an_earlier_today,
        Fault(f"{rules}.clock.earliest_today", yesterday),
    ),
    "a reminder is a minute late": (
        reminders_come_before_the_end,
        Fault(f"{rules}.clock.reminder", answer(lambda when: when + MINUTE)),
    ),
    "paying moves a hold by three hours": (
        paying_moves_a_hold_by_two_hours_at_most,
        Fault(f"{rules}.states.MORE_TO_PAY", lambda more: more + HOUR),
    ),
    "one wait more": (
        waits_double,
        Fault("payments.rules.retry.wait", lambda right: lambda tries: right(tries + 1)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("law", {law: None for law, _fault in FAULTS.values()}, ids=lambda law: law.__name__)
def test_law_holds(law: Callable[[], None]) -> None:
    law()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_by_its_law(monkeypatch, name: str) -> None:
    law, fault = FAULTS[name]
    plant(monkeypatch, fault)

    with pytest.raises(AssertionError):
        law()

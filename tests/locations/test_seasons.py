"""Which season counts on a day, what it says, and when two can't be told apart."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locations.rules.seasons import Limits, clash, covers, limits, night_price, rank

FRIDAY = date(2027, 3, 12)
RATE = Decimal("85")


@dataclass(frozen=True)
class Season:
    name: str = "Season"
    room_id: int | None = None
    start: date | None = None
    end: date | None = None
    weekdays: tuple[int, ...] = ()
    price: Decimal | None = None
    percent: Decimal | None = None
    min_nights: int | None = None
    max_nights: int | None = None
    no_arrival: bool = False
    no_departure: bool = False


def dated(days: int, *, before: int = 0, **said) -> Season:
    start = FRIDAY - timedelta(days=before)
    return Season(start=start, end=start + timedelta(days=days), **said)


# Hypothesis shrinks towards the left: every day of March 2027.
days = st.integers(0, 30).map(lambda n: date(2027, 3, 1) + timedelta(days=n))
seasons = st.builds(
    Season,
    name=st.sampled_from("abc"),
    room_id=st.sampled_from([None, 1]),
    start=st.none() | days,
    end=st.none() | days,
    weekdays=st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
    price=st.none() | st.integers(0, 200).map(Decimal),
    min_nights=st.none() | st.integers(1, 9),
).filter(lambda one: not (one.start and one.end and one.end <= one.start))


@pytest.mark.parametrize(
    ("season", "day", "expected"),
    [
        (Season(), FRIDAY, True),
        (dated(1), FRIDAY, True),
        (dated(1), FRIDAY + timedelta(days=1), False),
        (dated(1), FRIDAY - timedelta(days=1), False),
        (Season(start=FRIDAY), FRIDAY + timedelta(days=900), True),
        (Season(end=FRIDAY), FRIDAY, False),
        (Season(weekdays=(4, 5)), FRIDAY, True),
        (Season(weekdays=(6,)), FRIDAY, False),
        (dated(3, weekdays=(5,)), FRIDAY + timedelta(days=1), True),
        (Season(start=date(2028, 2, 29), end=date(2028, 3, 1)), date(2028, 2, 29), True),
    ],
)
def test_covers_is_half_open_and_knows_weekdays(season, day, expected):
    assert covers(season, day) is expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], (RATE, "")),
        ([Season(min_nights=3)], (RATE, "")),
        ([Season("Year", price=Decimal(90))], (Decimal(90), "Year")),
        ([Season("Off", percent=Decimal("-20"))], (Decimal("68"), "Off")),
        ([Season("Free", price=Decimal(0))], (Decimal(0), "Free")),
        ([Season("Year", price=Decimal(90)), dated(30, name="Spring", price=Decimal(95))],
         (Decimal(95), "Spring")),
        ([dated(9, name="Week", price=Decimal(99)), dated(30, name="Spring", price=Decimal(95))],
         (Decimal(99), "Week")),
        ([Season("Weekend", weekdays=(4, 5), price=Decimal(99)), Season("Year", price=Decimal(90))],
         (Decimal(99), "Weekend")),
        ([Season("Weekend", weekdays=(4, 5), price=Decimal(99)), dated(30, name="Spring", price=Decimal(95))],
         (Decimal(95), "Spring")),
        ([Season("Own", room_id=1, price=Decimal(70)), dated(2, name="Fair", price=Decimal(200))],
         (Decimal(70), "Own")),
        ([dated(2, name="Rule", min_nights=3), Season("Year", price=Decimal(90))], (Decimal(90), "Year")),
    ],
)  # fmt: skip
def test_night_price_is_that_of_the_most_particular_season_with_a_price(found, expected):
    assert night_price(FRIDAY, rate=RATE, seasons=found) == expected
    assert night_price(FRIDAY, rate=RATE, seasons=found[::-1]) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], Limits(1, 14)),
        ([Season(min_nights=2), dated(5, min_nights=5, max_nights=90)], Limits(5, 90)),
        ([Season(min_nights=7), dated(5, min_nights=1)], Limits(1, 14)),
        ([dated(1, before=1, min_nights=5)], Limits(1, 14)),
        ([Season(no_arrival=True, weekdays=(4,))], Limits(1, 14, no_arrival=True)),
        ([Season(no_departure=True, weekdays=(4,))], Limits(1, 14)),
        ([Season(no_departure=True, weekdays=(6,))], Limits(1, 14, no_departure=True)),
        ([Season(no_arrival=True), dated(3, price=Decimal(5))], Limits(1, 14, no_arrival=True)),
    ],
)
def test_limits_are_those_of_the_days_of_arrival_and_departure(found, expected):
    assert limits(found, arrive=FRIDAY, depart=FRIDAY + timedelta(days=2), max_nights=14) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Season(), Season(), True),
        (Season(), Season(room_id=1), False),
        (Season(room_id=1), Season(room_id=2), False),
        (dated(7), dated(7, before=6), True),
        (dated(7), dated(7, before=7), False),
        (dated(7), dated(6), False),
        (Season(weekdays=(4, 5)), Season(weekdays=(5, 6)), True),
        (Season(weekdays=(4, 5)), Season(weekdays=(0, 1)), False),
        (Season(start=FRIDAY), Season(end=FRIDAY), False),
        (Season(start=FRIDAY), Season(end=FRIDAY + timedelta(days=1)), True),
    ],
)
def test_clash_is_two_that_count_equally_on_a_day(one, other, expected):
    assert clash(one, other) is clash(other, one) is expected


@given(one=seasons, other=seasons, day=days)
def test_of_two_that_cover_a_day_one_counts_more_or_they_clash(one, other, day):
    both = covers(one, day) and covers(other, day)
    same_place = one.room_id == other.room_id

    assert not both or rank(one) != rank(other) or (same_place and clash(one, other))


@given(found=st.lists(seasons, max_size=4), day=days, data=st.data())
def test_the_order_in_which_seasons_are_read_changes_no_price(found, day, data):
    kept = []
    for one in found:
        if not any(clash(one, other) for other in kept):
            kept.append(one)
    shuffled = data.draw(st.permutations(kept))

    assert night_price(day, rate=RATE, seasons=kept) == night_price(day, rate=RATE, seasons=shuffled)

"""Seasons: stretches of dates, or weekdays, with prices or rules of their own; the most particular counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol, TypeVar

WEEK: Final = frozenset(range(7))
# More days than any pair of dates is apart: open at one end, and no dates at all.
OPEN, ALWAYS = 10_000_000, 20_000_000

Value = TypeVar("Value")


class Season(Protocol):
    """Days `start … end - 1` (None: without an end), on some `weekdays` (0 is Monday; none: on all).

    For one room, or for all of the house. What is None says nothing; `percent` changes the usual price.
    """

    @property
    def room_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def weekdays(self) -> Sequence[int]: ...
    @property
    def price(self) -> Decimal | None: ...
    @property
    def percent(self) -> Decimal | None: ...
    @property
    def min_nights(self) -> int | None: ...
    @property
    def max_nights(self) -> int | None: ...
    @property
    def no_arrival(self) -> bool: ...
    @property
    def no_departure(self) -> bool: ...


@dataclass(frozen=True)
class Limits:
    """What a stay must keep to where it arrives and departs."""

    min_nights: int = 1
    max_nights: int = 730
    no_arrival: bool = False
    no_departure: bool = False


def covers(season: Season, day: date) -> bool:
    """Whether `day` is one of the season's."""
    begun = season.start is None or season.start <= day
    over = season.end is not None and season.end <= day
    return begun and not over and (not season.weekdays or day.weekday() in season.weekdays)


def rank(season: Season) -> tuple[bool, int, int]:
    """How particular a season is: its own room first, then fewer days, then fewer weekdays."""
    return season.room_id is not None, -_span(season), -(len(set(season.weekdays)) or 7)


def clash(one: Season, other: Season) -> bool:
    """Whether both would count equally on some day, so that nobody could say which price holds."""
    same = one.room_id == other.room_id and rank(one) == rank(other)
    begins_in_time = one.start is None or other.end is None or one.start < other.end
    ends_late_enough = one.end is None or other.start is None or other.start < one.end
    weekdays = set(one.weekdays or WEEK) & set(other.weekdays or WEEK)
    return same and begins_in_time and ends_late_enough and bool(weekdays)


def night_price(day: date, *, rate: Decimal, seasons: Iterable[Season]) -> tuple[Decimal, str]:
    """What the night costs, not yet rounded, and the season's name; `rate` and no name outside of all."""
    priced = [one for one in seasons if covers(one, day) and _changes_price(one)]
    if not priced:
        return rate, ""
    most = max(priced, key=rank)
    if most.price is not None:
        return most.price, most.name
    return rate * (100 + (most.percent or 0)) / 100, most.name


def limits(seasons: Sequence[Season], *, arrive: date, depart: date, max_nights: int) -> Limits:
    """What holds for a stay: shortest and longest by the day of arrival, `max_nights` where no season says.

    A season that takes no arrivals or departures on a day can't be outdone by a more particular one.
    """
    here = [one for one in seasons if covers(one, arrive)]
    return Limits(
        min_nights=_said(here, lambda one: one.min_nights) or 1,
        max_nights=_said(here, lambda one: one.max_nights) or max_nights,
        no_arrival=any(one.no_arrival for one in here),
        no_departure=any(one.no_departure for one in seasons if covers(one, depart)),
    )


def _said(seasons: Iterable[Season], what: Callable[[Season], Value | None]) -> Value | None:
    """The word of the most particular season that has one."""
    saying = [one for one in seasons if what(one) is not None]
    return what(max(saying, key=rank)) if saying else None


def _changes_price(season: Season) -> bool:
    return season.price is not None or season.percent is not None


def _span(season: Season) -> int:
    if season.start is not None and season.end is not None:
        return (season.end - season.start).days
    return ALWAYS if season.start is None and season.end is None else OPEN

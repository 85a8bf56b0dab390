"""How many beds a room offers on a night: a step function of dated changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


def beds_on(changes: Iterable[tuple[date, int]], night: date) -> int:
    """Beds offered on `night`: those of the latest change on or before it, 0 if there is none.

    `changes`: `(start_date, beds)` in any order, at most one per date.
    """
    started = [change for change in changes if change[0] <= night]
    return max(started)[1] if started else 0


def nightly(changes: Iterable[tuple[date, int]], start: date, end: date) -> Iterator[tuple[date, int]]:
    """`(night, beds)` for each night of `start … end - 1`, in one pass over the changes."""
    waiting = sorted(changes, reverse=True)
    beds = 0
    night = start
    while night < end:
        while waiting and waiting[-1][0] <= night:
            beds = waiting.pop()[1]
        yield night, beds
        night += timedelta(days=1)


class InThePast(ValueError):
    """The nights before the house's today are history and stay as they were."""


@dataclass(frozen=True)
class Edit:
    """What an edit makes of a room's changes.

    `after`: start date → beds. `repeats`: the night before offers as much already, so nothing was stored.
    `merged`: start of the following change, gone because it said the same.
    """

    after: Mapping[date, int]
    repeats: bool = False
    merged: date | None = None


def with_change(changes: Mapping[date, int], start: date, beds: int, *, today: date) -> Edit:
    """Offer `beds` from `start` until the next change; InThePast if `start` is before `today`."""
    after = _without(changes, start, today=today)
    repeats = beds_on(after.items(), start) == beds
    following = _next(after, start)
    merged = following if following is not None and after[following] == beds else None
    if merged is not None:
        del after[merged]
    if not repeats:
        after[start] = beds
    return Edit(after, repeats=repeats, merged=merged)


def without_change(changes: Mapping[date, int], start: date, *, today: date) -> Edit:
    """Take the change at `start` away: its nights offer what the night before it does.

    InThePast if `start` is before `today`; KeyError if there is no such change.
    """
    if start not in changes:
        raise KeyError(start)
    after = _without(changes, start, today=today)
    following = _next(after, start)
    if following is not None and after[following] == beds_on(after.items(), start):
        del after[following]
        return Edit(after, merged=following)
    return Edit(after)


def _without(changes: Mapping[date, int], start: date, *, today: date) -> dict[date, int]:
    if start < today:
        raise InThePast(start)
    return {day: beds for day, beds in changes.items() if day != start}


def _next(changes: Iterable[date], start: date) -> date | None:
    return min((day for day in changes if day > start), default=None)

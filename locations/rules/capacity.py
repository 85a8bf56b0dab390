"""How many beds a room offers on a night: a step function of dated changes."""

from collections.abc import Iterable, Iterator
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

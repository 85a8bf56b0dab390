"""What the daily run is made of."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Item(NamedTuple):
    """One thing that is due, by itself: what failed is told by `label`; `work` says how much was done.

    It acts on a stored fact, so that doing it twice, or in two processes at once, does nothing more.
    """

    label: str
    work: Callable[[], int]


def months_before(now: datetime, months: int) -> datetime:
    """Where the month so many before that of `now` begins, so that nothing goes a day too soon."""
    number = now.year * 12 + now.month - 1 - months
    return now.replace(
        year=number // 12, month=number % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )

"""A bed's nights as pieces: a stay, a stretch of free nights, or nights on which there is no such bed."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Generic, TypeVar

Owner = TypeVar("Owner", bound=Hashable)

WEEKS = (1, 2, 4, 8, 12)


@dataclass(frozen=True)
class Piece(Generic[Owner]):
    """`nights` in a row that are `owner`'s; free where that is None and the bed is `offered`."""

    first: date
    nights: int
    owner: Owner | None
    offered: bool

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.nights - 1)


def pieces(
    nights: Sequence[date], *, bed: int, taken: Mapping[date, Owner], offered: Mapping[date, int]
) -> list[Piece[Owner]]:
    """The whole of `nights`, consecutive ones, cut where the owner of bed number `bed` changes.

    `taken`: whose it is on a night; `offered`: how many beds the room has then. A bed that is taken counts as
    offered.
    """

    def state(night: date) -> tuple[Owner | None, bool]:
        owner = taken.get(night)
        return owner, owner is not None or bed <= offered.get(night, 0)

    return [
        Piece(group[0], len(group), owner, is_offered)
        for (owner, is_offered), found in groupby(nights, key=state)
        if (group := list(found))
    ]


def window(start: date, weeks: int) -> list[date]:
    """The nights of `weeks` weeks from `start`."""
    return [start + timedelta(days=day) for day in range(7 * weeks)]

"""Whether a room takes a stay, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bookings.rules.stay import Stay

# Half of what a line of a bill can hold: fees come on top.
HIGHEST_PRICE = Decimal(4_999_999_999)


class Code(StrEnum):
    PAST = "PAST"
    TOO_LONG = "TOO_LONG"
    TOO_MANY = "TOO_MANY"
    CLOSED = "CLOSED"
    FULL = "FULL"
    FEW = "FEW"
    TOO_DEAR = "TOO_DEAR"


@dataclass(frozen=True)
class Problem:
    """Why not: `number` is the longest stay, the people a room sleeps, or the beds left.

    `night` the first such one.
    """

    code: Code
    number: int = 0
    night: date | None = None


@dataclass(frozen=True)
class Night:
    """A night of a room: beds offered, and beds free (0 … capacity)."""

    night: date
    capacity: int
    free: int


def beds_needed(guests: int, *, shared: bool) -> int:
    """A bed each in a shared room; a private room sells whole."""
    return guests if shared else 1


def problem(
    stay: Stay,
    guests: int,
    *,
    shared: bool,
    sleeps: int,
    max_nights: int,
    today: date,
    nights: Sequence[Night],
    rate: Decimal = Decimal(0),
) -> Problem | None:
    """The first reason why the stay can't be booked, None if it can.

    `today` is the house's; `nights` has one entry per night of the stay, in order; `rate` is of a night and
    bed.
    """
    if stay.arrive < today:
        return Problem(Code.PAST)
    if stay.nights > max_nights:
        return Problem(Code.TOO_LONG, max_nights)
    if guests > sleeps:
        return Problem(Code.TOO_MANY, sleeps)
    beds = beds_needed(guests, shared=shared)
    if rate * stay.nights * beds > HIGHEST_PRICE:
        return Problem(Code.TOO_DEAR)
    return _full(nights, beds)


def _full(nights: Sequence[Night], beds: int) -> Problem | None:
    for night in nights:
        if night.capacity == 0:
            return Problem(Code.CLOSED, night=night.night)
        if night.free == 0:
            return Problem(Code.FULL, night=night.night)
        if night.free < beds:
            return Problem(Code.FEW, night.free, night.night)
    return None

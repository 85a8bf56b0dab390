"""Whether a room takes a stay, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from bookings.rules.stay import Stay

# Half of what a line of a bill can hold: fees come on top.
HIGHEST_PRICE = Decimal(4_999_999_999)


class Code(StrEnum):
    PAST = "PAST"
    TOO_SOON = "TOO_SOON"
    TOO_FAR = "TOO_FAR"
    TOO_LONG = "TOO_LONG"
    TOO_SHORT = "TOO_SHORT"
    NO_ARRIVAL = "NO_ARRIVAL"
    NO_DEPARTURE = "NO_DEPARTURE"
    TOO_MANY = "TOO_MANY"
    CLOSED = "CLOSED"
    FULL = "FULL"
    FEW = "FEW"
    TOO_DEAR = "TOO_DEAR"


@dataclass(frozen=True)
class Problem:
    """Why not: `number` is the shortest or longest stay, the people a room sleeps, or the beds left.

    `night` the first such one, the first day that can be booked for, or the last.
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


@dataclass(frozen=True)
class Notice:
    """How many days after today a stay may begin, at least and at most."""

    lead_days: int = 0
    window_days: int = 730


ANY_TIME = Notice()


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
    amount: Decimal = Decimal(0),
    min_nights: int = 1,
    no_arrival: bool = False,
    no_departure: bool = False,
    notice: Notice = ANY_TIME,
) -> Problem | None:
    """The first reason why the stay can't be booked, None if it can.

    `today` is the house's; `nights` has one entry per night of the stay, in order; `amount` is what the stay
    costs without fees.
    """
    unfit = (
        _badly_timed(stay, today, notice)
        or _badly_long(stay, min_nights, max_nights)
        or (Problem(Code.TOO_MANY, sleeps) if guests > sleeps else None)
        or (Problem(Code.NO_ARRIVAL, night=stay.arrive) if no_arrival else None)
        or (Problem(Code.NO_DEPARTURE, night=stay.depart) if no_departure else None)
        or (Problem(Code.TOO_DEAR) if amount > HIGHEST_PRICE else None)
    )
    return unfit or _full(nights, beds_needed(guests, shared=shared))


def _badly_timed(stay: Stay, today: date, notice: Notice) -> Problem | None:
    if stay.arrive < today:
        return Problem(Code.PAST)
    first, last = today + timedelta(days=notice.lead_days), today + timedelta(days=notice.window_days)
    if stay.arrive < first:
        return Problem(Code.TOO_SOON, night=first)
    return Problem(Code.TOO_FAR, night=last) if stay.arrive > last else None


def _badly_long(stay: Stay, min_nights: int, max_nights: int) -> Problem | None:
    if stay.nights > max_nights:
        return Problem(Code.TOO_LONG, max_nights)
    return Problem(Code.TOO_SHORT, min_nights) if stay.nights < min_nights else None


def _full(nights: Sequence[Night], beds: int) -> Problem | None:
    for night in nights:
        if night.capacity == 0:
            return Problem(Code.CLOSED, night=night.night)
        if night.free == 0:
            return Problem(Code.FULL, night=night.night)
        if night.free < beds:
            return Problem(Code.FEW, night.free, night.night)
    return None

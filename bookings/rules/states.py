"""Booking states and the one table of moves between them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    REQUESTED = "REQUESTED"
    HELD = "HELD"
    APPROVED = "APPROVED"
    CONFIRMED = "CONFIRMED"
    CHECKED_IN = "CHECKED_IN"
    CHECKED_OUT = "CHECKED_OUT"
    NO_SHOW = "NO_SHOW"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


class Side(StrEnum):
    """Who moves a booking: its guest, a steward of its house, or time and money."""

    GUEST = "GUEST"
    STEWARD = "STEWARD"
    SYSTEM = "SYSTEM"


S = State
G, T, Y = Side.GUEST, Side.STEWARD, Side.SYSTEM

# From None: a new booking.
MOVES: Final[Mapping[State | None, Mapping[State, frozenset[Side]]]] = {
    None: {
        S.REQUESTED: frozenset({G}),
        S.HELD: frozenset({G}),
        S.APPROVED: frozenset({T}),
        S.CONFIRMED: frozenset({T}),
    },
    S.REQUESTED: {
        S.APPROVED: frozenset({T}),
        S.DECLINED: frozenset({T}),
        S.WITHDRAWN: frozenset({G}),
        S.LAPSED: frozenset({Y}),
    },
    S.HELD: {S.CONFIRMED: frozenset({Y}), S.WITHDRAWN: frozenset({G}), S.EXPIRED: frozenset({Y})},
    S.APPROVED: {
        S.CONFIRMED: frozenset({Y}),
        S.REQUESTED: frozenset({G, T}),
        S.WITHDRAWN: frozenset({G}),
        S.CANCELLED: frozenset({T}),
        S.EXPIRED: frozenset({Y}),
    },
    S.CONFIRMED: {
        S.CHECKED_IN: frozenset({T}),
        S.NO_SHOW: frozenset({T}),
        S.CANCELLED: frozenset({G, T, Y}),
    },
    S.CHECKED_IN: {S.CHECKED_OUT: frozenset({T}), S.CONFIRMED: frozenset({T})},
    S.CHECKED_OUT: {S.CHECKED_IN: frozenset({T})},
    S.NO_SHOW: {S.CHECKED_IN: frozenset({T}), S.CONFIRMED: frozenset({T})},
    S.DECLINED: {S.REQUESTED: frozenset({T})},
    S.WITHDRAWN: {},
    S.LAPSED: {},
    S.EXPIRED: {S.APPROVED: frozenset({T}), S.CONFIRMED: frozenset({Y})},
    S.CANCELLED: {S.APPROVED: frozenset({T}), S.CONFIRMED: frozenset({T})},
}

# States whose bed-nights stand until `hold_until` only, and those whose bed-nights stand for good.
HOLDING: Final = frozenset({S.HELD, S.APPROVED})
FIRM: Final = frozenset({S.CONFIRMED, S.CHECKED_IN, S.CHECKED_OUT, S.NO_SHOW})
TAKES_BEDS: Final = HOLDING | FIRM
OVER: Final = frozenset({S.DECLINED, S.WITHDRAWN, S.LAPSED, S.EXPIRED, S.CANCELLED})
# States that lower the bill to what the policy keeps; every return to a live state takes that back.
WAIVES: Final = frozenset({S.DECLINED, S.WITHDRAWN, S.LAPSED, S.CANCELLED})

HOLD = timedelta(minutes=35)
SHORTEST_APPROVAL = timedelta(hours=2)
# Opening a payment may move the end of a hold, by this much at most, all openings together.
MORE_TO_PAY = timedelta(hours=2)


class IllegalMove(Exception):
    """The table has no such move for that side."""


def move(start: State | None, end: State, *, by: Side) -> State:
    """`end`, if `by` may move a booking there from `start`; else IllegalMove."""
    if by not in MOVES[start].get(end, frozenset()):
        raise IllegalMove(f"{by} can't move a booking from {start} to {end}")
    return end


def approval_ends(now: datetime, *, hold_hours: int, arrival_day_ends: datetime) -> datetime:
    """When an approval runs out: the house's hold, never past the arrival day, but two hours at least."""
    wanted = min(now + timedelta(hours=hold_hours), arrival_day_ends)
    return max(wanted, now + SHORTEST_APPROVAL)


def request_ends(asked_at: datetime, *, answer_days: int, arrival_day_ends: datetime) -> datetime:
    """When an unanswered request lapses."""
    return min(asked_at + timedelta(days=answer_days), arrival_day_ends)


def hold_limit(state: State, *, now: datetime, ends: datetime | None) -> datetime | None:
    """The latest that opening payments may move the end of a hold to, None where nothing is held.

    For a hold its making + 2 h; for an approved stay its own limit + 2 h.
    """
    if ends is None or state not in HOLDING:
        return None
    return (now if state == State.HELD else ends) + MORE_TO_PAY

"""What the stewards' desk sorts by, and what a steward may do next."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bookings.rules.states import State

S = State


class Tab(StrEnum):
    """Where a booking lies on the desk."""

    WAITING = "waiting"
    UNPAID = "unpaid"
    COMING = "coming"
    OVER = "over"


class Verb(StrEnum):
    """What a steward may do to a booking, as its addresses say it."""

    APPROVE = "approve"
    DECLINE = "decline"
    MARK_PAID = "mark-paid"
    GIVE_BACK = "give-back"
    CANCEL = "cancel"
    THINK_AGAIN = "think-again"
    MORE_TIME = "more-time"
    BRING_BACK = "bring-back"


V = Verb

# The first is the next step, as a button of its own.
VERBS: Final[Mapping[State, tuple[Verb, ...]]] = {
    S.REQUESTED: (V.APPROVE, V.DECLINE),
    S.HELD: (V.MARK_PAID,),
    S.APPROVED: (V.MARK_PAID, V.CANCEL),
    S.CONFIRMED: (V.MARK_PAID, V.CANCEL),
    S.CHECKED_IN: (V.MARK_PAID,),
    S.CHECKED_OUT: (V.MARK_PAID,),
    S.NO_SHOW: (V.MARK_PAID,),
    S.DECLINED: (V.THINK_AGAIN,),
    S.WITHDRAWN: (),
    S.LAPSED: (),
    S.EXPIRED: (V.MORE_TIME,),
    S.CANCELLED: (V.BRING_BACK,),
}
# Nothing moves into a live state after the arrival day.
NEEDS_TIME: Final = frozenset({V.APPROVE, V.THINK_AGAIN, V.MORE_TIME, V.BRING_BACK})


def verbs(state: State, *, is_owing: bool, is_late: bool, has_credit: bool = False) -> tuple[Verb, ...]:
    """What a steward may do now, the next step first.

    `is_owing`: something is owed; `is_late`: the arrival day is over in the house's zone; `has_credit`: more
    was paid than is owed.
    """
    led = tuple(
        verb
        for verb in VERBS[state]
        if (is_owing or verb != V.MARK_PAID) and not (is_late and verb in NEEDS_TIME)
    )
    # A request's money waits for the answer, which sends it back or keeps it.
    return (*led, V.GIVE_BACK) if has_credit and state != S.REQUESTED else led


def tab_of(state: State, *, is_past: bool) -> Tab:
    """Where a booking lies; `is_past`: its day of departure is over in the house's zone."""
    if state == S.REQUESTED:
        return Tab.WAITING
    if state in {S.HELD, S.APPROVED}:
        return Tab.UNPAID
    if state == S.CHECKED_IN or (state == S.CONFIRMED and not is_past):
        return Tab.COMING
    return Tab.OVER

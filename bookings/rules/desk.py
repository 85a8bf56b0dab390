"""What the stewards' desk sorts by, and what a steward may do next."""

from collections.abc import Mapping
from datetime import date
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


class Phase(StrEnum):
    """Where a stay lies to the house's today; the day of departure is still `DURING`."""

    BEFORE = "before"
    ARRIVING = "arriving"
    DURING = "during"
    AFTER = "after"


class Verb(StrEnum):
    """What a steward may do to a booking, as its addresses say it."""

    APPROVE = "approve"
    DECLINE = "decline"
    CHECK_IN = "check-in"
    CHECK_OUT = "check-out"
    NO_SHOW = "no-show"
    UNDO = "undo"
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
    S.CONFIRMED: (V.CHECK_IN, V.MARK_PAID, V.NO_SHOW, V.CANCEL),
    S.CHECKED_IN: (V.CHECK_OUT, V.MARK_PAID, V.UNDO),
    S.CHECKED_OUT: (V.MARK_PAID, V.UNDO),
    S.NO_SHOW: (V.CHECK_IN, V.MARK_PAID, V.UNDO),
    S.DECLINED: (V.THINK_AGAIN,),
    S.WITHDRAWN: (),
    S.LAPSED: (),
    S.EXPIRED: (V.MORE_TIME,),
    S.CANCELLED: (V.BRING_BACK,),
}
P = Phase
# When a verb may be: nothing moves into a live state after the arrival day; the others at any time.
PHASES: Final[Mapping[Verb, frozenset[Phase]]] = {
    **dict.fromkeys((V.APPROVE, V.THINK_AGAIN, V.MORE_TIME, V.BRING_BACK), frozenset({P.BEFORE, P.ARRIVING})),
    V.CHECK_IN: frozenset({P.ARRIVING, P.DURING}),
    V.NO_SHOW: frozenset({P.DURING, P.AFTER}),
}


def phase_of(arrive: date, depart: date, *, today: date) -> Phase:
    """Where the stay from `arrive` to `depart` lies to `today`."""
    if today <= arrive:
        return P.BEFORE if today < arrive else P.ARRIVING
    return P.DURING if today <= depart else P.AFTER


def verbs(state: State, *, is_owing: bool, phase: Phase, has_credit: bool = False) -> tuple[Verb, ...]:
    """What a steward may do now, the next step first.

    `is_owing`: something is owed; `has_credit`: more was paid than is owed.
    """
    led = tuple(
        verb
        for verb in VERBS[state]
        if (is_owing or verb != V.MARK_PAID) and phase in PHASES.get(verb, frozenset(P))
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

"""What lies where on the desk, and what a steward may do next."""

import pytest

from bookings.rules.desk import NEEDS_TIME, VERBS, Tab, Verb, tab_of, verbs
from bookings.rules.states import MOVES, Side, State

# The state each verb leads to; `mark-paid` moves nothing by itself.
LEADS_TO = {
    Verb.APPROVE: {State.APPROVED},
    Verb.DECLINE: {State.DECLINED},
    Verb.CANCEL: {State.CANCELLED},
    Verb.THINK_AGAIN: {State.REQUESTED},
    Verb.MORE_TIME: {State.APPROVED},
    Verb.BRING_BACK: {State.APPROVED, State.CONFIRMED},
}


def test_every_state_has_its_verbs() -> None:
    assert set(VERBS) == set(State)


@pytest.mark.parametrize(("state", "verb"), [(s, v) for s in State for v in VERBS[s] if v != Verb.MARK_PAID])
def test_verbs_lead_only_where_the_table_of_moves_does(state: State, verb: Verb) -> None:
    assert all(Side.STEWARD in MOVES[state][end] for end in LEADS_TO[verb])


def test_verbs_of_a_paid_stay_leave_out_marking_it_paid() -> None:
    assert verbs(State.CONFIRMED, is_owing=False, is_late=False) == (Verb.CANCEL,)
    assert verbs(State.CONFIRMED, is_owing=True, is_late=False) == (Verb.MARK_PAID, Verb.CANCEL)


@pytest.mark.parametrize("state", State)
def test_nothing_becomes_live_after_the_arrival_day(state: State) -> None:
    assert not NEEDS_TIME.intersection(verbs(state, is_owing=True, is_late=True))


@pytest.mark.parametrize(
    ("state", "is_past", "tab"),
    [
        (State.REQUESTED, False, Tab.WAITING),
        (State.HELD, False, Tab.UNPAID),
        (State.APPROVED, False, Tab.UNPAID),
        (State.CONFIRMED, False, Tab.COMING),
        (State.CONFIRMED, True, Tab.OVER),
        (State.CHECKED_IN, True, Tab.COMING),
        (State.CHECKED_OUT, False, Tab.OVER),
        (State.NO_SHOW, False, Tab.OVER),
        (State.LAPSED, False, Tab.OVER),
        (State.CANCELLED, False, Tab.OVER),
    ],
)
def test_tab_of(state: State, is_past: bool, tab: Tab) -> None:
    assert tab_of(state, is_past=is_past) == tab

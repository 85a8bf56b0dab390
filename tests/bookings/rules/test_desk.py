"""What lies where on the desk, and what a steward may do next."""

from datetime import date

import pytest

from bookings.rules.desk import VERBS, Phase, Tab, Verb, phase_of, tab_of, verbs
from bookings.rules.states import MOVES, Side, State

# The state each verb leads to; `mark-paid` moves nothing by itself.
LEADS_TO = {
    Verb.APPROVE: {State.APPROVED},
    Verb.DECLINE: {State.DECLINED},
    Verb.CANCEL: {State.CANCELLED},
    Verb.THINK_AGAIN: {State.REQUESTED},
    Verb.MORE_TIME: {State.APPROVED},
    Verb.BRING_BACK: {State.APPROVED, State.CONFIRMED},
    Verb.CHECK_IN: {State.CHECKED_IN},
    Verb.CHECK_OUT: {State.CHECKED_OUT},
    Verb.NO_SHOW: {State.NO_SHOW},
}
UNDONE = {
    State.CHECKED_IN: State.CONFIRMED,
    State.CHECKED_OUT: State.CHECKED_IN,
    State.NO_SHOW: State.CONFIRMED,
}


def test_every_state_has_its_verbs() -> None:
    assert set(VERBS) == set(State)


@pytest.mark.parametrize(("state", "verb"), [(s, v) for s in State for v in VERBS[s] if v != Verb.MARK_PAID])
def test_verbs_lead_only_where_the_table_of_moves_does(state: State, verb: Verb) -> None:
    ends = {UNDONE[state]} if verb == Verb.UNDO else LEADS_TO[verb]

    assert all(Side.STEWARD in MOVES[state][end] for end in ends)


def test_verbs_of_a_paid_stay_leave_out_marking_it_paid() -> None:
    before = Phase.BEFORE
    assert verbs(State.CONFIRMED, is_owing=False, phase=before) == (Verb.CANCEL,)
    assert verbs(State.CONFIRMED, is_owing=True, phase=before) == (Verb.MARK_PAID, Verb.CANCEL)


@pytest.mark.parametrize("phase", [Phase.DURING, Phase.AFTER])
@pytest.mark.parametrize("state", State)
def test_nothing_becomes_live_after_the_arrival_day(state: State, phase: Phase) -> None:
    reviving = {Verb.APPROVE, Verb.THINK_AGAIN, Verb.MORE_TIME, Verb.BRING_BACK}

    assert not reviving.intersection(verbs(state, is_owing=True, phase=phase))


@pytest.mark.parametrize(
    ("phase", "can"),
    [
        (Phase.BEFORE, (Verb.CANCEL,)),
        (Phase.ARRIVING, (Verb.CHECK_IN, Verb.CANCEL)),
        (Phase.DURING, (Verb.CHECK_IN, Verb.NO_SHOW, Verb.CANCEL)),
        (Phase.AFTER, (Verb.NO_SHOW, Verb.CANCEL)),
    ],
)
def test_guest_comes_from_the_arrival_day_and_is_missed_after_it(phase: Phase, can: tuple[Verb, ...]) -> None:
    assert verbs(State.CONFIRMED, is_owing=False, phase=phase) == can


@pytest.mark.parametrize(
    ("day", "phase"),
    [(2, Phase.BEFORE), (3, Phase.ARRIVING), (4, Phase.DURING), (6, Phase.DURING), (7, Phase.AFTER)],
)
def test_phase_of_a_stay_from_the_3rd_to_the_6th(day: int, phase: Phase) -> None:
    assert phase_of(date(2027, 3, 3), date(2027, 3, 6), today=date(2027, 3, day)) == phase


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

"""The table of moves, and the ends of holds."""

from datetime import UTC, datetime, timedelta

import pytest

from bookings.rules.states import (
    FIRM,
    HOLDING,
    MOVES,
    OVER,
    IllegalMove,
    Side,
    State,
    approval_ends,
    hold_limit,
    move,
    request_ends,
)

NOW = datetime(2027, 3, 12, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)

LEGAL = {
    (None, State.REQUESTED, Side.GUEST),
    (None, State.HELD, Side.GUEST),
    (None, State.APPROVED, Side.STEWARD),
    (None, State.CONFIRMED, Side.STEWARD),
    (State.REQUESTED, State.APPROVED, Side.STEWARD),
    (State.REQUESTED, State.DECLINED, Side.STEWARD),
    (State.REQUESTED, State.WITHDRAWN, Side.GUEST),
    (State.REQUESTED, State.LAPSED, Side.SYSTEM),
    (State.HELD, State.CONFIRMED, Side.SYSTEM),
    (State.HELD, State.WITHDRAWN, Side.GUEST),
    (State.HELD, State.EXPIRED, Side.SYSTEM),
    (State.APPROVED, State.CONFIRMED, Side.SYSTEM),
    (State.APPROVED, State.REQUESTED, Side.GUEST),
    (State.APPROVED, State.REQUESTED, Side.STEWARD),
    (State.APPROVED, State.WITHDRAWN, Side.GUEST),
    (State.APPROVED, State.CANCELLED, Side.STEWARD),
    (State.APPROVED, State.EXPIRED, Side.SYSTEM),
    (State.CONFIRMED, State.CHECKED_IN, Side.STEWARD),
    (State.CONFIRMED, State.NO_SHOW, Side.STEWARD),
    (State.CONFIRMED, State.CANCELLED, Side.GUEST),
    (State.CONFIRMED, State.CANCELLED, Side.STEWARD),
    # A stay whose rest was never paid, where the house's policy says so.
    (State.CONFIRMED, State.CANCELLED, Side.SYSTEM),
    (State.CHECKED_IN, State.CHECKED_OUT, Side.STEWARD),
    (State.CHECKED_IN, State.CONFIRMED, Side.STEWARD),
    (State.CHECKED_OUT, State.CHECKED_IN, Side.STEWARD),
    (State.NO_SHOW, State.CHECKED_IN, Side.STEWARD),
    (State.NO_SHOW, State.CONFIRMED, Side.STEWARD),
    (State.DECLINED, State.REQUESTED, Side.STEWARD),
    (State.EXPIRED, State.APPROVED, Side.STEWARD),
    (State.EXPIRED, State.CONFIRMED, Side.SYSTEM),
    (State.CANCELLED, State.APPROVED, Side.STEWARD),
    (State.CANCELLED, State.CONFIRMED, Side.STEWARD),
}


@pytest.mark.parametrize("start", [None, *State])
@pytest.mark.parametrize("end", list(State))
@pytest.mark.parametrize("side", list(Side))
def test_move_allows_exactly_the_designed_moves(start, end, side):
    if (start, end, side) in LEGAL:
        assert move(start, end, by=side) == end
    else:
        with pytest.raises(IllegalMove):
            move(start, end, by=side)


def test_every_state_is_in_the_table_and_has_one_nature():
    assert set(MOVES) == {None, *State}
    assert HOLDING | FIRM | OVER | {State.REQUESTED} == set(State)
    assert not HOLDING & FIRM and not (HOLDING | FIRM) & OVER


@pytest.mark.parametrize(
    ("hold_hours", "day_ends_in", "expected"),
    [
        (48, 100, 48),
        (48, 20, 20),
        (48, 1, 2),
        (48, -5, 2),
        (2, 100, 2),
    ],
)
def test_approval_ends_with_the_hold_or_the_arrival_day_but_not_within_two_hours(
    hold_hours, day_ends_in, expected
):
    ends = approval_ends(NOW, hold_hours=hold_hours, arrival_day_ends=NOW + day_ends_in * HOUR)

    assert ends == NOW + expected * HOUR


@pytest.mark.parametrize(("day_ends_in", "expected"), [(100, 72), (20, 20)])
def test_request_ends_after_the_answer_days_or_with_the_arrival_day(day_ends_in, expected):
    assert (
        request_ends(NOW, answer_days=3, arrival_day_ends=NOW + day_ends_in * HOUR) == NOW + expected * HOUR
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [(State.HELD, NOW + 2 * HOUR), (State.APPROVED, NOW + 50 * HOUR), (State.CONFIRMED, None)],
)
def test_hold_limit_counts_from_making_a_hold_and_from_the_end_of_an_approval(state, expected):
    assert hold_limit(state, now=NOW, ends=NOW + 48 * HOUR) == expected

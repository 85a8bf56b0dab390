"""When a guest is told how to get in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.rules.states import State
from bookings.rules.welcome import TOLD, is_open, opens_on

ARRIVE, DEPART = date(2028, 3, 1), date(2028, 3, 4)


@pytest.mark.parametrize(
    ("days", "opens"), [(0, date(2028, 3, 1)), (1, date(2028, 2, 29)), (3, date(2028, 2, 27))]
)
def test_welcome_opens_so_many_days_before_arrival(days, opens):
    assert opens_on(ARRIVE, welcome_days=days) == opens


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2028, 2, 26), False),
        (date(2028, 2, 27), True),
        (ARRIVE, True),
        (date(2028, 3, 3), True),
        (DEPART, True),
        (date(2028, 3, 5), False),
    ],
)
def test_welcome_lasts_until_the_day_of_departure(today, told):
    stay = {"arrive": ARRIVE, "depart": DEPART, "welcome_days": 3}

    assert {state: is_open(state, today=today, **stay) for state in State} == {
        state: told and state in (State.CONFIRMED, State.CHECKED_IN) for state in State
    }


@given(
    before=st.integers(0, 30), nights=st.integers(1, 60), day=st.integers(-60, 120),
    state=st.sampled_from(sorted(TOLD)),
)  # fmt: skip
def test_welcome_is_one_stretch_of_days(before, nights, day, state):
    stay = {"arrive": ARRIVE, "depart": ARRIVE + timedelta(days=nights), "welcome_days": before}

    assert is_open(state, today=ARRIVE + timedelta(days=day), **stay) == (-before <= day <= nights)

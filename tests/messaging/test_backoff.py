"""Each pause is longer than the one before, up to a limit, and spread a little."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.rules.backoff import LONGEST_WAIT, MAX_ATTEMPTS, wait

jitters = st.floats(0, 1)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 30), (2, 120), (3, 480), (4, 1920), (5, 7680), (6, 14400), (8, 14400)]
)
def test_wait_grows_up_to_four_hours(attempts, seconds):
    assert wait(attempts, jitter=0.5) == timedelta(seconds=seconds)


@given(attempts=st.integers(1, MAX_ATTEMPTS), jitter=jitters)
def test_wait_is_spread_between_three_and_five_quarters(attempts, jitter):
    middle = wait(attempts, jitter=0.5)

    assert 0.75 * middle <= wait(attempts, jitter=jitter) <= 1.25 * middle


@given(jitter=jitters)
def test_a_mail_is_tried_for_hours_and_not_for_days(jitter):
    waits = [wait(attempts, jitter=jitter) for attempts in range(1, MAX_ATTEMPTS)]

    assert LONGEST_WAIT < sum(waits, timedelta()) < timedelta(days=1)

"""The pause between tries grows, and ends growing."""

from datetime import timedelta

import pytest

from home.rules.backoff import wait

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("attempts", "pause"), [(0, MINUTE), (1, 2 * MINUTE), (10, 1024 * MINUTE), (11, DAY), (32_767, DAY)]
)
def test_wait_doubles_up_to_the_longest_however_often_it_failed(attempts, pause):
    assert wait(attempts, first=MINUTE, longest=DAY) == pause

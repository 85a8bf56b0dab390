"""How long to wait before the next try."""

from datetime import timedelta

import pytest

from payments.rules.retry import wait


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 0), (1, 5), (2, 10), (3, 20), (10, 2560), (11, 3600), (32767, 3600)]
)
def test_wait_doubles_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert wait(attempts) == timedelta(seconds=seconds)

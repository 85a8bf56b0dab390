"""A resident's entry is ended by one steward while another removes it: whoever is late is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from locations.actions import end_residency, remove_residency
from locations.models import Residency
from tests.factories.locations import OPENED, HouseFactory
from tests.factories.members import UserFactory

ROUNDS = 6


def tried(start: Barrier, act: Callable[[], object]) -> bool:
    """Whether `act`, begun together with the other, was done; False if it was refused in words."""
    start.wait(timeout=30)
    try:
        act()
    except ValidationError as refused:
        assert "gone already" in " ".join(refused.messages)
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_ending_and_removing_at_once() -> None:
    steward, house = UserFactory(is_superuser=True), HouseFactory()
    for _round in range(ROUNDS):
        lives = Residency.objects.create(house=house, person=UserFactory(), start=date(2027, 3, 1))
        start = Barrier(3)
        acts = [
            lambda: end_residency(lives, end=date(2027, 4, 1), by=steward, now=OPENED),  # noqa: B023
            lambda: remove_residency(lives, by=steward, now=OPENED),  # noqa: B023
            lambda: remove_residency(lives, by=steward, now=OPENED),  # noqa: B023
        ]

        with ThreadPoolExecutor(3) as pool:
            _ended, first, second = [one.result() for one in [pool.submit(tried, start, act) for act in acts]]

        assert (first, second) in {(True, False), (False, True)}
        assert not Residency.objects.exists()

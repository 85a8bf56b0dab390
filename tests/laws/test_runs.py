"""Short runs on the edge of each rule: the house says no where it should, and the laws hold all along."""

import pytest
from django.db import transaction

from tests.laws.runs import RUNS
from tests.laws.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", RUNS)
def test_run_is_refused_where_it_should_be(network, name: str) -> None:
    steps, no = RUNS[name]
    with transaction.atomic():
        world = World(network)
        done = world.play(steps)
        transaction.set_rollback(True)

    assert {place for place, answer in enumerate(done) if not answer} == no

"""Whatever guests, stewards, money and the clock do, the network is what it is on paper: never oversold."""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.laws.programs import typed
from tests.laws.world import World

pytestmark = pytest.mark.django_db

# `SOAK` makes it a long run, of other steps each time.
SOAK = int(os.environ.get("SOAK", "0"))
RUNS, STEPS = (5, 60) if SOAK else (3, 25)


@pytest.mark.parametrize("part", range(SOAK or 1))
@settings(
    max_examples=RUNS,
    # A long run that fails shows all its steps at once, and leaves it to people to find the fewest.
    phases=[Phase.generate] if SOAK else [Phase.generate, Phase.shrink],
    derandomize=not SOAK,
    database=None,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_network_is_what_it_is_on_paper_after_every_step(network, part, data) -> None:
    with transaction.atomic():
        world = World(network)
        for _step in range(STEPS):
            verb = data.draw(st.sampled_from(world.likely()))
            world.step(verb, *data.draw(typed(verb)))
        transaction.set_rollback(True)

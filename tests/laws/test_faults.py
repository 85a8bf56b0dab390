"""The laws see: a fault planted in a rule is found by the law that guards it, in a short run on its edge."""

import pytest
from django.db import transaction

from tests.laws.faults import FAULTS, plant
from tests.laws.laws import Broken
from tests.laws.runs import RUNS
from tests.laws.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_by_its_law(network, monkeypatch, name: str) -> None:
    fault = FAULTS[name]
    plant(monkeypatch, fault)
    steps, _no = RUNS[fault.run]

    with transaction.atomic():
        world = World(network)
        with pytest.raises(Broken) as found:
            world.play(steps)
        transaction.set_rollback(True)

    assert found.value.law == fault.law

"""The laws see: a fault planted in a rule is found by the law that guards it, in a short run on its edge."""

import sys
from importlib import import_module

import pytest
from django.db import transaction

from tests.laws.faults import FAULTS, Fault
from tests.laws.laws import Broken
from tests.laws.runs import RUNS
from tests.laws.world import World

pytestmark = pytest.mark.django_db

OURS = ("bookings", "locations", "payments")


def plant(patch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Put the wrong one in the place of the right one, wherever it has been imported to."""
    place, name = fault.path.rsplit(".", 1)
    try:
        owner = import_module(place)
    except ModuleNotFoundError:
        module, of = place.rsplit(".", 1)
        owner = getattr(import_module(module), of)
    right = vars(owner)[name]
    wrong = fault.make(right)
    patch.setattr(owner, name, wrong)
    for module in list(sys.modules.values()) if not fault.alone else []:
        if module.__name__.startswith(OURS) and vars(module).get(name) is right:
            patch.setattr(module, name, wrong)


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

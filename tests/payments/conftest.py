"""Who stands above payments, as its tests know them."""

from collections.abc import Iterator

import pytest

from tests.factories import wiring


@pytest.fixture
def told(settings) -> Iterator[wiring.Told]:
    """What stands above payments: remembers each `bill_changed`."""
    settings.WIRING = {**settings.WIRING, "bill_changed": "tests.factories.wiring.bill_changed"}
    wiring.told = wiring.Told()
    yield wiring.told

"""Stripe as the tests know it: the stand-in, on a port of its own, with nothing in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from payments.standin.server import Standin
from tests.factories import wiring


@pytest.fixture
def standin(tmp_path: Path, settings) -> Iterator[Standin]:
    """A running stand-in that the settings point at; `standin.send_events_to(url)` turns its webhooks on."""
    settings.STRIPE_SECRET_KEY = "sk_test_standin"
    settings.STRIPE_WEBHOOK_SECRET = "whsec_standin"
    with Standin(data=tmp_path / "standin", refund_seconds=0.2, retry_seconds=0.05) as running:
        settings.STRIPE_API_BASE = running.base
        yield running


@pytest.fixture
def told(settings) -> Iterator[wiring.Told]:
    """What stands above payments: remembers each `bill_changed`."""
    settings.WIRING = {**settings.WIRING, "bill_changed": "tests.factories.wiring.bill_changed"}
    wiring.told = wiring.Told()
    yield wiring.told

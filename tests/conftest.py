"""What every test gets: a database copied from a migrated one, and a network that ends at this machine."""

import gc
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.servers.basehttp import WSGIServer
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from payments.standin.server import Standin
from tests import database
from tests.pristine import Pristine

# How long an example takes says more about who else is at work on the machine.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

LOOPBACK = ("127.0.0.1", "::1", "localhost")

# A hundred guests knock at the live server at once; by default it lets ten wait and turns others away.
WSGIServer.request_queue_size = 128


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    connection.settings_dict["TEST"]["TEMPLATE"] = database.migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[Pristine]:
    """What a test commits is taken back, where Django would leave it a database without any rows."""
    with django_db_blocker.unblock():
        pristine = Pristine.remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: pristine.restore())
        yield pristine


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Connections leave this machine for nobody; fakes and the stand-in answer on it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple | str | bytes) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test tried to reach {address}: the network ends at this machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture
def standin(tmp_path: Path, settings) -> Iterator[Standin]:
    """Stripe as the tests know it: empty, on a port of its own, the settings pointing at it.

    `standin.send_events_to(url)` turns its webhooks on; `standin.control(…)` pays, fails and breaks.
    """
    with Standin(data=tmp_path / "standin", refund_seconds=0.2, retry_seconds=0.05) as running:
        settings.STRIPE_SECRET_KEY = running.secret_key
        settings.STRIPE_WEBHOOK_SECRET = running.webhook_secret
        settings.STRIPE_API_BASE = running.base
        yield running

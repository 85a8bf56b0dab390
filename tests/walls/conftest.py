"""The world of the crawl: built once for the module, taken back at its end."""

import gc
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.factories.bookings import NOW
from tests.walls.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    folder = str(tmp_path_factory.mktemp("media"))
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": folder, "base_url": None}}
    storages = {**settings.STORAGES, "private": private}
    # It looks each 404 up among old addresses; nothing that anybody is shown hangs on it.
    middleware = [name for name in settings.MIDDLEWARE if "Redirects" not in name]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, STORAGES=storages, MIDDLEWARE=middleware),
        transaction.atomic(),
        time_machine.travel(NOW, tick=False),
    ):
        yield build()
        transaction.set_rollback(True)
    # Wagtail leaves the files of renditions to the collector.
    gc.collect()

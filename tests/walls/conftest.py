"""The world of the crawl: built once for the module, taken back at its end."""

import gc
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.forms import Widget
from django.test import override_settings
from wagtail.admin.telepath import Adapter

from tests.factories.bookings import NOW
from tests.walls.world import World, build

# Names by content, as in production; the compressing beside it, which takes long, is the image's own test.
HASHED = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    folder = str(tmp_path_factory.mktemp("media"))
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": folder, "base_url": None}}
    storages = {**settings.STORAGES, "private": private, "staticfiles": HASHED}
    static = str(tmp_path_factory.mktemp("static"))
    # It looks each 404 up among old addresses; nothing that anybody is shown hangs on it.
    middleware = [name for name in settings.MIDDLEWARE if "Redirects" not in name]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, STORAGES=storages, MIDDLEWARE=middleware, STATIC_ROOT=static),
        # As in production, for what is said on every answer.
        override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True),
        override_settings(SECURE_HSTS_PRELOAD=True),
        transaction.atomic(),
        time_machine.travel(NOW, tick=False),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        forget_addresses()
        yield build()
        transaction.set_rollback(True)
    forget_addresses()
    # Wagtail leaves the files of renditions to the collector.
    gc.collect()


def forget_addresses() -> None:
    """Widgets and their adapters keep the addresses of their files as the storage named them at first."""
    # What was loaded before the tests is hidden from the collector meanwhile.
    gc.unfreeze()
    for one in gc.get_objects():
        if issubclass(type(one), (Adapter, Widget)):
            vars(one).pop("media", None)
    gc.freeze()

"""The last good backup: read from the bucket now and then, told on /healthz, never a reason for 503."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from config import backups
from config.storage import StoreUnavailable
from config.work import Round, every_minute
from tests.config.buckets import nobody

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_known():
    cache.clear()


@pytest.fixture
def storage(settings, tmp_path):
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None, "allow_overwrite": True},
    }
    settings.STORAGES = {**settings.STORAGES, "private": place}
    return storages["private"]


def leave_word(storage, made_at):
    words = json.dumps({"name": "modernomad-20270302T030000Z", "made_at": made_at.isoformat()})
    storage.save("backups/last.json", ContentFile(words.encode()))


def test_without_any_backup_nothing_is_known(storage):
    assert backups.look(NOW) == 0
    assert backups.last_backup() is None


def test_the_last_is_read_and_remembered(storage):
    leave_word(storage, NOW - timedelta(hours=9))

    assert backups.look(NOW) == 1
    assert backups.last_backup() == NOW - timedelta(hours=9)


def test_the_bucket_is_asked_once_in_ten_minutes(storage):
    with time_machine.travel(NOW, tick=False) as clock:
        looked = [backups.look(NOW)]
        leave_word(storage, NOW)
        for minutes in (9, 2):
            clock.shift(timedelta(minutes=minutes))
            looked.append(backups.look(NOW))

    assert looked == [0, 0, 1]


def test_a_bucket_that_is_away_leaves_what_was_known(settings):
    cache.set(backups.LAST, NOW, timeout=None)
    with nobody() as bucket:
        settings.BUCKET = bucket
        settings.STORAGES = {**settings.STORAGES, "private": {"BACKEND": "config.storage.Private"}}
        with pytest.raises(StoreUnavailable):
            backups.look(NOW)

    assert backups.last_backup() == NOW


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (timedelta(hours=26), "ok"),
        (timedelta(hours=26, seconds=1), "late"),
        (timedelta(days=40), "late"),
    ],
)
def test_healthz_tells_it_and_stays_up(client, settings, storage, age, told):
    leave_word(storage, NOW - age)
    settings.EVERY_MINUTE = ["config.backups.look"]
    every_minute(Round(), now=lambda: NOW)

    with time_machine.travel(NOW, tick=False):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    said = answer.json()
    assert [said[key] for key in ("status", "worker", "backup")] == ["ok", "ok", told]
    assert said["last_backup"] == (NOW - age).isoformat()

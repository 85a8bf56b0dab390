"""`GET /healthz`: each part is named, and one that is down makes it 503."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from config.work import Round, every_minute
from messaging.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HERE = "tests.config.test_health"


class Away(LocMemCache):
    """A cache server that nobody reaches."""

    def get(self, *args, **kwargs):
        raise ConnectionRefusedError("planted")

    def set(self, *args, **kwargs):
        raise ConnectionRefusedError("planted")


@pytest.fixture
def no_cache(settings):
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": f"{HERE}.Away"}}


def works(now: datetime) -> int:
    return 1


def breaks(now: datetime) -> int:
    raise ZeroDivisionError("planted")


def test_without_its_cache_it_answers_503_and_names_it(client, no_cache):
    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": "ok", "cache": "down"}


def test_without_its_cache_the_worker_goes_on(no_cache, settings, caplog):
    settings.EVERY_MINUTE = [f"{HERE}.works"]
    current = Round()

    assert every_minute(current, now=lambda: NOW) is True

    assert current.done == 1
    assert "The cache does not answer." in caplog.text


@pytest.mark.parametrize(("work", "told"), [([], "ok"), ([f"{HERE}.breaks"], "failing")])
def test_it_tells_whether_the_last_minute_failed(client, settings, work, told):
    cache.clear()
    settings.EVERY_MINUTE = work
    every_minute(Round(), now=lambda: NOW)

    with time_machine.travel(NOW, tick=False):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "cache": "ok",
        "worker": told,
        "worker_seconds": 0,
        "outbox": "ok",
        "outbox_seconds": 0,
        "inbound": "ok",
        "inbound_seconds": 0,
        "events": "ok",
        "events_seconds": 0,
        "edge": "ok",
        "backup": "none",
        "daily": "none",
    }


def test_mail_that_waits_is_told_and_takes_nothing_away(client):
    """A slow provider must not take the site down with it."""
    Message.objects.create(
        key="x", dedupe_key="x", to="guest@example.org", subject="S", created_at=NOW, next_at=NOW
    )
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    assert (answer.json()["outbox"], answer.json()["outbox_seconds"]) == ("warn", 660)


def test_it_asks_the_database_a_fixed_number_of_questions(client, django_assert_num_queries):
    cache.clear()
    with django_assert_num_queries(11):
        client.get("/healthz")

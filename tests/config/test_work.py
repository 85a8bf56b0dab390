"""The worker's rounds: what fails stops nothing else, and a minute belongs to one worker."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.module_loading import import_string

from config.work import BEAT, LATE, Round, every_minute, is_late

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HERE = "tests.config.test_work"
calls: list[tuple[str, datetime]] = []


def works(now: datetime) -> int:
    calls.append(("works", now))
    return 2


def breaks(now: datetime) -> int:
    calls.append(("breaks", now))
    raise ZeroDivisionError("planted")


@pytest.fixture(autouse=True)
def lists(db, settings) -> None:
    calls.clear()
    settings.EVERY_SECOND = [f"{HERE}.works"]
    settings.EVERY_MINUTE = [f"{HERE}.breaks", f"{HERE}.works"]
    settings.DAILY = []


def test_round_goes_on_after_a_failure_and_logs_its_traceback(caplog):
    current = Round()

    current.run([f"{HERE}.breaks", f"{HERE}.works"], now=lambda: NOW)

    assert calls == [("breaks", NOW), ("works", NOW)]
    assert (current.done, current.failed) == (2, [f"{HERE}.breaks"])
    assert "ZeroDivisionError: planted" in caplog.text


def test_round_begins_nothing_once_it_is_stopped():
    current = Round(stopped=lambda: len(calls) == 1)

    current.run([f"{HERE}.works"] * 3, now=lambda: NOW)

    assert len(calls) == 1


def test_run_daily_tasks_does_everything_as_if_it_were_that_time(settings, capsys):
    settings.EVERY_SECOND = [f"{HERE}.until_three"]

    with pytest.raises(CommandError, match=rf"left for the next run: {HERE}.breaks\."):
        call_command("run_daily_tasks", "--now", "2027-03-01T12:00:00+00:00")

    assert calls == [("breaks", NOW), ("works", NOW), *[("until_three", NOW)] * 3]
    assert capsys.readouterr().out == "4 done.\n"


@pytest.mark.parametrize("text", ["tomorrow", "2027-03-01", "2027-03-01T12:00:00"])
def test_run_daily_tasks_refuses_a_time_without_its_zone(text):
    with pytest.raises(CommandError, match="invalid moment"):
        call_command("run_daily_tasks", "--now", text)


def test_work_once_ends_when_nothing_is_left(settings):
    settings.EVERY_SECOND = [f"{HERE}.until_three"]

    call_command("work", "--once")

    assert [name for name, _ in calls] == ["breaks", "works", "until_three", "until_three", "until_three"]


def until_three(now: datetime) -> int:
    calls.append(("until_three", now))
    return int(len(calls) < 5)


def test_worker_is_late_until_it_beats():
    cache.clear()
    assert is_late(NOW)

    every_minute(Round(), now=lambda: NOW)

    assert cache.get(BEAT) == NOW.isoformat()
    assert not is_late(NOW + LATE)
    assert is_late(NOW + LATE + timedelta(seconds=1))


def test_healthz_tells_of_the_worker_and_stays_up(client):
    cache.clear()

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["worker"]) == (200, "late")


def test_every_function_the_worker_calls_is_there():
    # The real lists, which the fixture above hides.
    from_file = import_string("config.settings.EVERY_SECOND") + import_string("config.settings.EVERY_MINUTE")

    assert all(callable(import_string(name)) for name in from_file)


@pytest.mark.django_db(transaction=True)
def test_a_minute_belongs_to_one_worker_at_a_time(settings):
    settings.EVERY_MINUTE = [f"{HERE}.tries_at_the_same_time"]

    assert every_minute(Round(), now=lambda: NOW) is True
    assert others == [False]
    assert every_minute(Round(), now=lambda: NOW) is True


others: list[bool] = []


def tries_at_the_same_time(now: datetime) -> int:
    if not others:
        other = threading.Thread(target=_other_worker, args=[now])
        other.start()
        other.join()
    return 0


def _other_worker(now: datetime) -> None:
    others.append(every_minute(Round(), now=lambda: now))
    connection.close()

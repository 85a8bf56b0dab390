"""The daily run: each item by itself, a record of every run, and what /healthz tells of it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from config.daily import LATE, Outcome, run
from config.parts import daily_run
from home.actions import runs
from home.models import DailyRun
from home.queries import last_run
from home.rules.daily import Item

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HERE = "tests.config.test_daily"
done: list[str] = []


@pytest.fixture(autouse=True)
def lists(db, settings) -> None:
    done.clear()
    settings.EVERY_SECOND = settings.EVERY_MINUTE = []
    settings.DAILY = [f"{HERE}.houses", f"{HERE}.cannot_say", f"{HERE}.payments"]


def work(name: str) -> int:
    if "broken" in name:
        raise ZeroDivisionError("planted")
    done.append(name)
    return 1


def houses(now: datetime) -> list[Item]:
    return [Item(name, partial(work, name)) for name in ("first", "broken house", "third")]


def payments(now: datetime) -> list[Item]:
    return [Item("payments", partial(work, f"payments at {now:%H:%M}"))]


def cannot_say(now: datetime) -> list[Item]:
    raise LookupError("planted too")


def test_run_does_each_item_whatever_fails_beside_it(caplog):
    outcome, told = Outcome(), []

    run(outcome, now=lambda: NOW, tell=lambda *step: told.append(step))

    assert done == ["first", "third", "payments at 12:00"]
    assert outcome.done == 3
    assert outcome.failures == [
        ("broken house", "ZeroDivisionError: planted"),
        (f"{HERE}.cannot_say", "LookupError: planted too"),
    ]
    assert told == [
        *[(f"{HERE}.houses", number, 3) for number in range(4)],
        (f"{HERE}.cannot_say", 0, 0),
        *[(f"{HERE}.payments", number, 1) for number in range(2)],
    ]
    assert "ZeroDivisionError: planted" in caplog.text


def test_run_daily_tasks_names_what_failed_and_keeps_a_record(capsys):
    with pytest.raises(CommandError, match=rf"next run: broken house, {HERE}.cannot_say\."):
        call_command("run_daily_tasks", "--now", NOW.isoformat())

    said = capsys.readouterr()
    assert said.out.splitlines() == [f"{HERE}.houses: 3", f"{HERE}.payments: 1", "3 done."]
    assert "broken house: ZeroDivisionError: planted" in said.err
    record = DailyRun.objects.get()
    assert (record.as_of, record.done) == (NOW, 3)
    assert [name for name, _why in record.failures] == ["broken house", f"{HERE}.cannot_say"]
    assert (last_run(), last_run(good=True)) == (record, None)


def test_run_daily_tasks_that_is_killed_is_no_good_run(settings):
    settings.DAILY = [f"{HERE}.killed"]

    with pytest.raises(KeyboardInterrupt):
        call_command("run_daily_tasks")

    assert DailyRun.objects.get().ended_at is None
    assert last_run() is None


def killed(now: datetime) -> list[Item]:
    raise KeyboardInterrupt


def test_runs_of_long_ago_are_forgotten():
    for days in (200, 91, 90, 1):
        DailyRun.objects.create(begun_at=NOW - timedelta(days=days), as_of=NOW)

    runs.begin(as_of=NOW, now=NOW)

    assert DailyRun.objects.count() == 3


def ended(ago: timedelta, *failures: str) -> None:
    run = DailyRun.objects.create(begun_at=NOW - ago, as_of=NOW - ago)
    runs.end(run, done=0, failures=[(name, "why") for name in failures], now=NOW - ago)


STATES = [
    ([], "none"),
    ([(timedelta(hours=1),)], "ok"),
    ([(LATE,)], "ok"),
    ([(LATE + timedelta(seconds=1),)], "late"),
    ([(timedelta(hours=20),), (timedelta(hours=1), "a house")], "failing"),
    ([(timedelta(hours=1), "a house")], "late"),
    ([(timedelta(hours=30),), (timedelta(hours=1), "a house")], "late"),
]


@pytest.mark.parametrize(("history", "told"), STATES)
def test_healthz_warns_and_stays_up(client, history, told):
    for entry in history:
        ended(*entry)

    with time_machine.travel(NOW, tick=False):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["daily"]) == (200, told)


def test_daily_run_tells_when_the_last_good_one_began():
    ended(timedelta(hours=20))
    ended(timedelta(hours=1), "a house")

    assert daily_run(NOW).figures["last_daily"] == (NOW - timedelta(hours=20)).isoformat()


def test_everything_that_the_daily_run_calls_is_there():
    assert all(callable(import_string(name)) for name in import_string("config.settings.DAILY"))

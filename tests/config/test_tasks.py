"""Wagtail's tasks run once, and what ended long ago is forgotten."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from config.tasks import KEPT, forget_old, run_due

pytestmark = pytest.mark.django_db
ran: list[int] = []


@task()
def remember(number: int) -> None:
    if number < 0:
        raise ValueError(number)
    ran.append(number)


@pytest.fixture(autouse=True)
def nothing_waits(db) -> None:
    DBTaskResult.objects.all().delete()
    ran.clear()


def test_run_due_runs_each_task_once():
    for number in (1, 2):
        remember.enqueue(number)

    assert [run_due(timezone.now()), run_due(timezone.now())] == [2, 0]
    assert ran == [1, 2]


def test_run_due_keeps_the_traceback_of_a_task_that_fails_and_goes_on():
    for number in (-1, 2):
        remember.enqueue(number)

    assert run_due(timezone.now()) == 2
    assert ran == [2]
    assert "ValueError: -1" in DBTaskResult.objects.failed().get().traceback


def test_run_due_stops_at_its_limit():
    for number in range(3):
        remember.enqueue(number)

    assert run_due(timezone.now(), limit=2) == 2
    assert ran == [0, 1]


def test_forget_old_keeps_a_fortnight_and_what_waits():
    now = timezone.now()
    for number in range(3):
        remember.enqueue(number)
    run_due(now, limit=2)
    old, kept = DBTaskResult.objects.finished()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=now - KEPT - timedelta(seconds=1))
    DBTaskResult.objects.filter(pk=kept.pk).update(finished_at=now - KEPT)

    assert forget_old(now) == 1
    assert DBTaskResult.objects.count() == 2


def test_forget_old_deletes_sessions_that_ran_out():
    now = timezone.now()
    ended, open_ = SessionStore(), SessionStore()
    ended.set_expiry(now - timedelta(seconds=1))
    for session in (ended, open_):
        session.save()

    assert forget_old(now) == 1
    assert Session.objects.get().pk == open_.session_key

"""Wagtail's own tasks (search index, references, files), run from their queue in the database."""

import socket
from datetime import datetime, timedelta
from os import getpid

from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

KEPT = timedelta(days=14)


def run_due(now: datetime, limit: int = 20) -> int:
    """Run up to `limit` waiting tasks, each once; how many. One that fails keeps its traceback on its row."""
    name = f"{socket.gethostname()}-{getpid()}"[:64]
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
    )
    done = 0
    while done < limit and (task := _claim(name)):
        worker.run_task(task)
        done += 1
    return done


@transaction.atomic
def _claim(name: str) -> DBTaskResult | None:
    task = DBTaskResult.objects.ready().filter(backend_name="default").get_locked()
    if task is not None:
        task.claim(name)
    return task


def forget_old(now: datetime) -> int:
    """Delete tasks that ended more than a fortnight ago, and sessions that ran out; how many rows."""
    tasks, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    return tasks + sessions

"""Two workers at once, and one that is killed with a mail in its hands."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from messaging.models import Message, MessageState
from messaging.send import deliver_due
from messaging.send.delivery import LEASE
from tests.database import address_of
from tests.messaging.mailgun import KEY

ROOT = Path(__file__).resolve().parents[2]
MAILS = 40

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_once_send_each_mail_once(mailgun, write):
    now = timezone.now()
    for number in range(MAILS):
        write(fact=f"move-{number}", now=now)
    start = threading.Barrier(2)
    counts: list[int] = []

    def drain() -> None:
        start.wait()
        while done := deliver_due(now, limit=3):
            counts.append(done)
        connection.close()

    workers = [threading.Thread(target=drain) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == MAILS
    assert len({sent["v:message"] for sent in mailgun.taken}) == len(mailgun.taken) == MAILS
    assert Message.objects.filter(state=MessageState.SENT).count() == MAILS


def test_mail_of_a_killed_worker_goes_out_when_its_lease_ends(mailgun, write, settings):
    now = timezone.now()
    message = write(now=now)
    mailgun.faults = ["hang"]

    with _worker(mailgun.url) as worker:
        mailgun.wait_for_a_try()
        worker.kill()

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENDING, 1)
    assert deliver_due(timezone.now()) == 0
    assert message.next_at - now >= LEASE - timedelta(seconds=1)
    assert deliver_due(message.next_at) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 2)
    assert [sent["h:Message-Id"] for sent in mailgun.taken] == [f"<{message.uid}@{settings.LIST_DOMAIN}>"]


@contextmanager
def _worker(mailgun_url: str) -> Iterator[subprocess.Popen]:
    """A worker process of its own on the test's database; it does not outlive the test."""
    environment = {
        "DATABASE_URL": address_of(connection.settings_dict["NAME"]),
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAILGUN_API_KEY": KEY,
        "MAILGUN_API_URL": mailgun_url,
    }
    command = [sys.executable, "manage.py", "work"]
    worker = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()

"""The worker as a process: it stops when told to, and soon."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.database import address_of

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.django_db(transaction=True)
def test_worker_ends_within_seconds_of_a_signal(number):
    environment = {"DATABASE_URL": address_of(connection.settings_dict["NAME"])}
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=ROOT,
        env=os.environ | environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        seen = worker.stderr.readline()
        began = time.monotonic()
        worker.send_signal(number)
        rest = worker.communicate(timeout=60)[1]
    finally:
        worker.kill()

    assert "The worker is at work." in seen
    assert "The worker has stopped." in rest
    assert worker.returncode == 0
    assert time.monotonic() - began < SECONDS

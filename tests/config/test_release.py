"""The release command: it stops a version that can't serve, and lets one through that can."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.management.commands.release import LOCK
from tests.database import address_of

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = dict(
    line.split("=", 1)
    for line in (ROOT / ".ci" / "production.env").read_text().splitlines()
    if not line.startswith("#")
)


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_release_refuses_a_missing_setting_and_names_it(name):
    own = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "release"],
        cwd=ROOT,
        env=own | {key: value for key, value in PRODUCTION.items() if key != name},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"Set {name} in the environment" in done.stderr.splitlines()[-1]


@pytest.mark.django_db(transaction=True)
def test_release_lets_a_database_through_that_is_up_to_date(capsys):
    call_command("release")

    said = capsys.readouterr().out.splitlines()
    assert "  No migrations to apply." in said
    assert said[-1] == "Ready to serve"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db(transaction=True)
def test_release_says_when_the_database_does_not_answer(monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    with pytest.raises(CommandError, match=r"The database could not be brought up to date: .*/nowhere"):
        call_command("release")


@pytest.mark.django_db(transaction=True)
def test_release_waits_for_another_one_and_gives_up():
    with closing(psycopg2.connect(address_of(connection.settings_dict["NAME"]))) as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])

        with pytest.raises(CommandError, match=r"Another release has been at it for 1 seconds\."):
            call_command("release", wait=1)

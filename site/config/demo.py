"""`make demo`: the site on this machine with its worker and a payment stand-in, until Ctrl-C; `make stop`."""

import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import IO

import django
from django.core.management import call_command
from django.db import connections

from config import together
from config.embedded_postgres import EmbeddedPostgresError

DATA = Path(__file__).resolve().parents[2] / ".data"
LOCK = DATA / "demo.lock"
STOPPING_SECONDS = 30


class CannotRun(Exception):
    """Why there is no demo; the message says what to do."""


def start(port: int) -> None:
    """Bring the database up to date, fill an empty one, and serve until told to stop."""
    with _alone():
        _refuse_taken(port)
        _refuse_taken(port + 1)
        told = _prepare()
        ended = together.run(_commands(port), ready=lambda: _healthy(port), announce=lambda: _announce(told))
    if ended:
        raise CannotRun(f"The demo's {ended} process ended by itself; what it said stands above.")


def stop() -> None:
    """End the demo that runs in this clone, if one does."""
    if not LOCK.exists():
        return
    with LOCK.open("r+") as lock:
        if _take(lock):
            return
        os.kill(int(lock.read()), signal.SIGTERM)
        for _ in range(STOPPING_SECONDS * 10):
            if _take(lock):
                return
            time.sleep(0.1)
    raise CannotRun(f"The demo does not stop within {STOPPING_SECONDS} seconds.")


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock, which says in a file who runs the demo and goes with its process."""
    DATA.mkdir(exist_ok=True)
    with LOCK.open("a+") as lock:
        if not _take(lock):
            raise CannotRun("A demo of this clone is running already. `make stop` ends it.")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _refuse_taken(port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotRun(f"Port {port} is taken. Name another: make demo PORT=8010") from error


def _prepare() -> str:
    """Bring the database up to date, fill it if it is empty, and tell what is in it."""
    django.setup()
    print("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    print("Filling it with a demo network, if it is empty …")
    call_command("seed_demo", if_empty=True, verbosity=0)
    told = StringIO()
    call_command("seed_demo", if_empty=True, stdout=told)
    connections.close_all()
    return told.getvalue()


def _commands(port: int) -> dict[str, list[str]]:
    python = sys.executable
    webhook = f"http://127.0.0.1:{port}/payments/stripe/webhook/"
    return {
        "web": [python, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"],
        "worker": [python, "manage.py", "work"],
        "payment": [python, "-m", "payments.standin", "--port", str(port + 1), "--webhook-url", webhook],
    }


def _healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _announce(told: str) -> None:
    print(
        f"""
The demo is ready. No card is charged, and mails are files in {DATA / "mail"}.

{told}
Ctrl-C ends it; `make stop` ends the database too.
""",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    """`start` (on $PORT) or `stop`."""
    try:
        if arguments == ["stop"]:
            stop()
        else:
            start(int(os.environ.get("PORT", "8000")))
    except (CannotRun, EmbeddedPostgresError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main(sys.argv[1:])

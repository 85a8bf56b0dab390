"""Commands that live and die together; each holds a lock on a file, which is free only when it is gone."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from config import together

HOLD = """
import fcntl, os, signal, sys, time
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
if "with-child" in sys.argv: os.fork()
if "stubborn" in sys.argv: signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("held", file=file, flush=True)
time.sleep(60)
"""
SHORT = [sys.executable, "-c", "import time; time.sleep(1)"]


def holder(file: Path, *how: str) -> list[str]:
    return [sys.executable, "-c", HOLD, str(file), *how]


def held(*files: Path) -> bool:
    """Whether every command has got as far as to hold its lock."""
    return all(file.exists() and file.read_text() for file in files)


def becomes_free(file: Path) -> bool:
    """Within seconds: a killed process needs a moment to go."""
    last = time.monotonic() + 20
    with file.open() as opened:
        while time.monotonic() < last:
            with suppress(BlockingIOError):
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.05)
    return False


def end_me() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_run_ends_the_others_when_one_ends(tmp_path: Path) -> None:
    file = tmp_path / "long"

    ended = together.run(
        {"long": holder(file, "with-child"), "short": SHORT}, ready=lambda: False, announce=end_me
    )

    assert ended == "short"
    assert becomes_free(file)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_ends_all_when_told_to(tmp_path: Path, number: signal.Signals) -> None:
    files = [tmp_path / "one", tmp_path / "two"]
    before = signal.getsignal(number)

    ended = together.run(
        {file.name: holder(file, "with-child") for file in files},
        ready=lambda: held(*files),
        announce=lambda: os.kill(os.getpid(), number),
    )

    assert ended == ""
    assert [becomes_free(file) for file in files] == [True, True]
    assert signal.getsignal(number) == before


def test_run_kills_what_does_not_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "PATIENCE", 0.3)
    file = tmp_path / "stubborn"

    together.run({"stubborn": holder(file, "stubborn")}, ready=lambda: held(file), announce=end_me)

    assert becomes_free(file)


def test_run_announces_once(tmp_path: Path) -> None:
    said: list[str] = []

    together.run({"short": SHORT}, ready=lambda: True, announce=lambda: said.append("ready"))

    assert said == ["ready"]


def test_commands_end_when_their_runner_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "orphan"
    program = (
        "import sys; from config.together import run; run({'a': sys.argv[1:]}, ready=bool, announce=bool)"
    )
    environment = os.environ | {"PYTHONPATH": "site"}
    with subprocess.Popen([sys.executable, "-c", program, *holder(file)], env=environment) as runner:
        while not held(file):
            time.sleep(0.05)
        runner.kill()

    assert becomes_free(file)

"""Runs a few commands side by side: when one ends, or somebody asks, all end."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from types import FrameType

PATIENCE = 15.0
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Stopped(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def run(
    commands: Mapping[str, Sequence[str]], *, ready: Callable[[], bool], announce: Callable[[], None]
) -> str:
    """The name of the command that ended by itself, or "" when a signal ended them all.

    `announce` is called once, when `ready` first says so. What the commands started themselves ends too.
    """
    before = {number: signal.signal(number, _stop) for number in SIGNALS}
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            running[name] = _start(command)
        return _first_to_end(running, ready=ready, announce=announce)
    except _Stopped:
        return ""
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        _end(running.values())
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stopped


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches it through us alone; told to end if we are killed."""
    if sys.platform == "linux" and shutil.which("setpriv"):
        command = ["setpriv", "--pdeathsig=TERM", *command]
    return subprocess.Popen(command, start_new_session=True)


def _first_to_end(
    running: Mapping[str, subprocess.Popen[bytes]],
    *,
    ready: Callable[[], bool],
    announce: Callable[[], None],
) -> str:
    announced = False
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                return name
        if not announced and ready():
            announce()
            announced = True
        time.sleep(0.2)


def _end(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    processes = list(processes)
    for process in processes:
        _signal(process, signal.SIGTERM)
    last = time.monotonic() + PATIENCE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, last - time.monotonic()))
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """To the whole group: a command's children must not outlive it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)

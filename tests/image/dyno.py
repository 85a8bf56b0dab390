"""A process of the image as Heroku runs it: process 1, an ordinary user, hardly anything writable."""

import os
import signal
import subprocess
import time
from pathlib import Path

SCRIPT = Path(__file__).with_name("dyno.sh")
LONGEST = 60


class Dyno:
    """`with Dyno(...) as dyno`: the command runs in the block and is killed where it outlives it."""

    def __init__(
        self, root: Path, config: dict, command: str, environment: dict[str, str], *, log: Path
    ) -> None:
        image = dict(entry.split("=", 1) for entry in config["Env"])
        self._log = log
        self._words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", str(SCRIPT), str(root)]
        self._words += [config["User"], config["WorkingDir"], "/bin/sh", "-c", command]
        # mount and chroot of this system come first in the path; the image has its own behind them.
        self._environment = image | environment

    def __enter__(self) -> "Dyno":
        self._file = self._log.open("w")
        own = os.environ["PATH"]
        self._process = subprocess.Popen(
            self._words,
            env=self._environment | {"SYSTEM_PATH": own},
            stdout=self._file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        # One that becomes another user no longer ends with its parent, so: process 1 itself, and all with it.
        for first in _children(self._process.pid) if self.ended() is None else []:
            os.kill(first, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._file.close()

    @property
    def said(self) -> str:
        return self._log.read_text()

    def ended(self) -> int | None:
        return self._process.poll()

    def terminate(self) -> tuple[int, float]:
        """Send SIGTERM to process 1; its exit code and the seconds it took."""
        began = time.monotonic()
        os.kill(self._first(), signal.SIGTERM)
        code = self._process.wait(timeout=LONGEST)
        return code, time.monotonic() - began

    def megabytes(self) -> int:
        """Memory of all its processes, what they share counted once (PSS)."""
        sizes = [
            (Path("/proc") / str(pid) / "smaps_rollup").read_text() for pid in self._family(self._first())
        ]
        lines = (line for size in sizes for line in size.splitlines() if line.startswith("Pss:"))
        return sum(int(line.split()[1]) for line in lines) // 1024

    def _first(self) -> int:
        """Our number of the container's process 1."""
        return _children(self._process.pid)[0]

    def _family(self, pid: int) -> list[int]:
        return [pid, *(member for child in _children(pid) for member in self._family(child))]


def _children(pid: int) -> list[int]:
    listed = (Path("/proc") / str(pid) / "task" / str(pid) / "children").read_text()
    return [int(child) for child in listed.split()]

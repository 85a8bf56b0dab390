"""When there can be no demo, it says why and what to do."""

import fcntl
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import demo


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(demo, "DATA", tmp_path)
    monkeypatch.setattr(demo, "LOCK", tmp_path / "demo.lock")
    return tmp_path


@pytest.fixture
def port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("below", [0, 1])
def test_start_refuses_a_taken_port(port: int, below: int) -> None:
    """The one below is free itself, but the payment stand-in's is not."""
    with pytest.raises(demo.CannotRun, match=f"Port {port} is taken"):
        demo.start(port - below)


def test_start_refuses_a_second_demo(data: Path) -> None:
    with (data / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(demo.CannotRun, match="running already"):
            demo.start(1)


def test_stop_without_a_demo_does_nothing(data: Path) -> None:
    demo.stop()
    (data / "demo.lock").write_text("1")
    demo.stop()

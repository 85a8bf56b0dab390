"""The embedded server, on folders of its own: never the one the tests themselves run on."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from config import embedded_postgres

ENSURE = (
    "import sys, pathlib; from config.embedded_postgres import *; print(ensure(pathlib.Path(sys.argv[1])))"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user may enter, as pytest's own are not for root."""
    made = Path(tempfile.mkdtemp(prefix="pg-"))
    made.chmod(0o755)
    yield made
    for data in made.rglob("postgres"):
        embedded_postgres.stop(data)
    shutil.rmtree(made)


@pytest.fixture
def data(folder: Path) -> Path:
    return folder / "postgres"


def ask(url: str, query: str) -> list[tuple]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def server_process(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().splitlines()[0])


def starter(data: Path, *before: str, then: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*before, sys.executable, "-c", f"{ENSURE}; {then}", str(data)],
        env=os.environ | {"PYTHONPATH": "site"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


def test_ensure_starts_a_server_with_the_database(data: Path) -> None:
    url = embedded_postgres.ensure(data)

    assert ask(url, "SELECT current_database()") == [("modernomad",)]
    assert ask(url, "SHOW listen_addresses") == [("",)]


def test_ensure_finds_the_server_running(data: Path) -> None:
    first = embedded_postgres.ensure(data)
    process = server_process(data)

    second = embedded_postgres.ensure(data)

    assert (second, server_process(data)) == (first, process)


def test_ensure_makes_a_dropped_database_again(data: Path) -> None:
    url = embedded_postgres.ensure(data)
    ask(url.replace("/modernomad?", "/postgres?"), "DROP DATABASE modernomad")

    assert embedded_postgres.ensure(data) == url
    assert ask(url, "SELECT current_database()") == [("modernomad",)]


def test_server_outlives_a_killed_starter(data: Path) -> None:
    with starter(data, then="sys.stdout.flush(); import time; time.sleep(60)") as process:
        url = process.stdout.readline().strip()
        os.killpg(process.pid, signal.SIGKILL)

    assert ask(url, "SELECT 1") == [(1,)]
    assert embedded_postgres.ensure(data) == url


def test_two_starters_at_once_share_one_server(data: Path) -> None:
    processes = [starter(data) for _ in range(2)]

    answers = [process.communicate(timeout=60) for process in processes]

    assert answers == [(embedded_postgres.url(data) + "\n", "")] * 2
    assert (data / "server.log").read_text().count("starting PostgreSQL") == 1


def test_ensure_starts_again_after_the_server_was_killed(data: Path) -> None:
    url = embedded_postgres.ensure(data)
    ask(url, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(server_process(data), signal.SIGKILL)

    assert embedded_postgres.ensure(data) == url
    assert ask(url, "SELECT number FROM kept") == [(7,)]


def test_ensure_starts_over_after_a_killed_initdb(data: Path) -> None:
    half_done = data.with_suffix(".new")
    (half_done / "base").mkdir(parents=True)

    embedded_postgres.ensure(data)

    assert not half_done.exists()


def test_stop_ends_connections_and_keeps_the_data(data: Path) -> None:
    url = embedded_postgres.ensure(data)
    ask(url, "CREATE TABLE kept AS SELECT 7 AS number")
    with closing(psycopg2.connect(url)):
        embedded_postgres.stop(data)

    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)
    assert ask(embedded_postgres.ensure(data), "SELECT number FROM kept") == [(7,)]


def test_stop_where_nothing_runs_does_nothing(data: Path) -> None:
    embedded_postgres.stop(data)
    embedded_postgres.ensure(data)
    embedded_postgres.stop(data)
    embedded_postgres.stop(data)

    assert not (data / "postmaster.pid").exists()


def test_stop_unused_leaves_the_server_to_others(data: Path) -> None:
    with closing(psycopg2.connect(embedded_postgres.ensure(data))):
        embedded_postgres.stop_unused(data)
        assert (data / "postmaster.pid").exists()

    embedded_postgres.stop_unused(data)
    assert not (data / "postmaster.pid").exists()


def test_ensure_under_a_long_path_with_spaces_uses_a_short_socket(folder: Path) -> None:
    data = folder / ("a long way down & " * 6) / "postgres"

    url = embedded_postgres.ensure(data)

    assert ask(url, "SELECT current_database()") == [("modernomad",)]
    assert str(data) not in url


def test_ensure_refuses_a_socket_folder_made_by_somebody_else(folder: Path) -> None:
    data = folder / ("x" * 100) / "postgres"
    socket_folder = Path(embedded_postgres.url(data).partition("host=")[2])
    socket_folder.mkdir()
    socket_folder.chmod(0o777)

    with pytest.raises(embedded_postgres.EmbeddedPostgresError, match=f"{socket_folder} is not a folder of"):
        embedded_postgres.ensure(data)
    socket_folder.rmdir()


def test_ensure_says_why_the_server_does_not_start(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_postgres, "STARTS_TRIED", 1)
    embedded_postgres.ensure(data)
    embedded_postgres.stop(data)
    (data / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(embedded_postgres.EmbeddedPostgresError, match='"no_such_setting"'):
        embedded_postgres.ensure(data)


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up its rights for the server")


@as_root
def test_ensure_as_root_passes_folders_closed_to_others(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with starter(closed / "postgres") as process:
        output, problem = process.communicate(timeout=60)

    assert ask(output.strip(), "SELECT 1") == [(1,)], problem


@as_root
def test_ensure_as_root_names_the_closed_folder_it_cannot_pass(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with starter(closed / "postgres", "setpriv", "--bounding-set=-dac_read_search") as process:
        _, problem = process.communicate(timeout=60)

    assert f"'nobody' cannot reach {closed}." in problem

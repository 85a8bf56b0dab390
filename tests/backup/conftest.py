"""The sidecar beside a site of its own: a database, a bucket, and somebody who hears of failures."""

import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import pytest

from config import embedded_postgres
from config.media import Bucket
from tests import database
from tests.config.buckets import s3

ROOT = Path(__file__).resolve().parents[2]
FAKES = Path(__file__).parent / "bin"
# pg_dump and pg_restore of the server's own version: the wheel that brings the server brings them.
POSTGRESQL = embedded_postgres._binaries()
RIGHTS = "rights write read delete"


def need(program: str) -> None:
    """As root `make test` installs it, so it is missing only where nobody may."""
    if shutil.which(program) is None and os.geteuid() == 0:
        pytest.fail(f"{program} is missing: run `make test`, which installs it, or apt install {program}.")
    elif shutil.which(program) is None:
        pytest.skip(f"{program} is missing, and only root may install it: apt install {program}.")


@dataclass
class Sidecar:
    """The commands of backup/bin as a dyno runs them: all they know is in the environment."""

    environment: dict[str, str]

    def run(self, command: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / "backup" / "bin" / command, *arguments],
            env=self.environment | changes,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def does(self, command: str, *arguments: str, **changes: str) -> str:
        done = self.run(command, *arguments, **changes)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def backs_up(self) -> str:
        """The name of a new backup."""
        return re.findall(r"^Backed up: (\S+)$", self.does("backup"), re.MULTILINE)[0]


@dataclass
class Ears:
    """A web server that takes heartbeats and mails, and remembers them as (path, body)."""

    url: str
    heard: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def ears() -> Iterator[Ears]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard.append((self.path, body.decode()))
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *arguments: object) -> None:
            """Nothing: pytest's output is for the tests."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ears = Ears(f"http://127.0.0.1:{server.server_port}")
    heard = ears.heard
    yield ears
    server.shutdown()
    server.server_close()


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with s3() as bucket:
        yield bucket


def statement(words: str) -> None:
    with closing(psycopg2.connect(database.address_of("postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(words)


@pytest.fixture
def address() -> Iterator[str]:
    """The DATABASE_URL of a database with the site's tables and what its migrations put there."""
    name = f"backed_up_{uuid.uuid4().hex}"
    statement(f"CREATE DATABASE {name} TEMPLATE {database.migrated()}")
    yield database.address_of(name)
    statement(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["restic", "tarsnap"])
def archiver(request, tmp_path: Path) -> dict[str, str]:
    """What the environment says of an archiver: restic itself, and Tarsnap by a fake on the PATH."""
    if request.param == "restic":
        need("restic")
    (tmp_path / "tarsnap").mkdir()
    return {
        "ARCHIVER": request.param,
        "APP_NAME": "trial",
        "RESTIC_REPOSITORY": str(tmp_path / "restic"),
        "RESTIC_PASSWORD": "known to nobody",
        "TARSNAP_KEY": RIGHTS,
        "TARSNAP_FAKE": str(tmp_path / "tarsnap"),
        "TMPDIR": str(tmp_path),
        "PATH": f"{FAKES}:{Path(sys.executable).parent}:{POSTGRESQL}:/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def sidecar(archiver: dict[str, str], address: str, bucket: Bucket, ears: Ears) -> Sidecar:
    site = {
        "DATABASE_URL": address,
        "BUCKETEER_BUCKET_NAME": bucket.name,
        "BUCKETEER_AWS_ACCESS_KEY_ID": bucket.key,
        "BUCKETEER_AWS_SECRET_ACCESS_KEY": bucket.secret,
        "BUCKETEER_AWS_REGION": bucket.region,
        "AWS_S3_ENDPOINT_URL": bucket.endpoint,
        "HEARTBEAT_URL": f"{ears.url}/beat",
    }
    return Sidecar(archiver | site)

"""Builds the image of backup/ from Debian's packages alone, and tries the commands that need no database.

With restic, and Debian's own PostgreSQL: Tarsnap's packages, and a newer server's, are at sites of their own.
What the commands do with a database and a bucket, tests/backup tries without an image.
"""

from tests.image.engine import Engine, base_archive
from tests.image.timing import timed

DEBIANS = {"POSTGRESQL": "17", "ARCHIVER": "restic"}
KEYS = {"APP_NAME": "modernomad", "RESTIC_REPOSITORY": "/tmp/archive", "RESTIC_PASSWORD": "testing"}
NOWHERE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "BUCKETEER_BUCKET_NAME": "media",
    "BUCKETEER_AWS_ACCESS_KEY_ID": "testing",
    "BUCKETEER_AWS_SECRET_ACCESS_KEY": "testing",
    "BUCKETEER_AWS_REGION": "us-east-1",
    "HEARTBEAT_URL": "http://127.0.0.1:1/",
}


def try_out() -> None:
    with timed("A Debian with Python"):
        archive = base_archive()
    with Engine() as engine:
        engine.import_base(archive)
        with timed("Building the image of the sidecar"):
            engine.build_sidecar(**DEBIANS)
        print(f"Its size: {engine.megabytes(engine.sidecar)} MB")
        engine.mount(engine.sidecar)
        _answers(engine, "pg_dump --version", "pg_dump (PostgreSQL) 17.")
        _answers(engine, "rotate", "set HEARTBEAT_URL or ALERT_TO", fails=True)
        _answers(engine, "backup", "dumping the database", fails=True, **KEYS, **NOWHERE)
        with timed("Storing and listing"):
            store = "/backup/archivers/restic put modernomad-20270301T030000Z /backup"
            _answers(engine, f"/backup/archivers/restic prepare && {store} && list", "Z\n", **KEYS)
    print("The sidecar is good.")


def _answers(engine: Engine, command: str, said: str, *, fails: bool = False, **given: str) -> None:
    done = engine.run(command, given)
    assert (done.returncode != 0) == fails, (
        f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    )
    assert said in done.stdout + done.stderr, f"{command}:\n{done.stdout}{done.stderr}"

"""A database with every migration applied, kept for test databases to be copied from: it saves minutes."""

import fcntl
import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from config import embedded_postgres

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "migrated_"


def migrated() -> str:
    """The name of the database to copy, made first where the migrations or the pins have changed."""
    name = PREFIX + _fingerprint()
    address = os.environ.get("DATABASE_URL") or embedded_postgres.ensure()
    lock_file = ROOT / ".data" / "migrated.lock"
    lock_file.parent.mkdir(exist_ok=True)
    with lock_file.open("w") as lock, closing(psycopg2.connect(_named(address, "postgres"))) as connection:
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.autocommit = True
        with connection.cursor() as cursor:
            _make(cursor, name, address)
    return name


def address_of(name: str) -> str:
    """The DATABASE_URL of another database on the tests' server, for a process of its own."""
    return _named(os.environ.get("DATABASE_URL") or embedded_postgres.ensure(), name)


def _make(cursor: psycopg2.extensions.cursor, name: str, address: str) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
    found = {row[0] for row in cursor.fetchall()}
    if name in found:
        return
    for old in found:
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
    unfinished = PREFIX + "unfinished"
    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    environment = {"DATABASE_URL": _named(address, unfinished), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    cursor.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def _named(address: str, database: str) -> str:
    return urlsplit(address)._replace(path=f"/{database}").geturl()


def _fingerprint() -> str:
    files = [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    seen = hashlib.sha256()
    for file in files:
        seen.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()[:16]


if __name__ == "__main__":
    migrated()

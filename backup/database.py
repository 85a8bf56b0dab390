"""The database in a backup: `dump`, `check`, `load`, `compare` with a FOLDER, `empty`: all on DATABASE_URL.

Counts and sums are taken in the dump's own snapshot, so what is restored can be held against what there was.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import extensions, sql

DUMP, FACTS = "database.dump", "database.json"
# Extensions and the schema that Heroku keeps them in belong to the server; the site uses none.
OURS = ["--no-owner", "--no-acl", "--exclude-extension=*", "--exclude-schema=heroku_ext"]
TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'heroku_ext')
    AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2
"""
# A sum over all rows that knows no order; the text of a value depends on these settings.
SETTINGS = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1; SET bytea_output = 'hex'"
SUM = "SELECT count(*), coalesce(sum(hashtextextended(whole::text, 0)::numeric), 0)::text FROM {} AS whole"


Sums = dict[str, list[Any]]


class NotAsBackedUp(Exception):
    """What there is differs from what the backup says."""


def dump(folder: Path) -> None:
    """Write the dump, uncompressed so that archives of two days share what is the same, and its facts."""
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone() or ("",)
        run("pg_dump", "-Fc", "-Z0", *OURS, f"--snapshot={snapshot}", f"--file={folder / DUMP}")
        tables = sums(cursor)
    facts = {"server": connection.server_version, "sha256": digest(folder / DUMP), "tables": tables}
    (folder / FACTS).write_text(json.dumps(facts, indent=1))
    tell(tables)


def check(folder: Path) -> None:
    """Read every block of the dump, as a restore would."""
    facts = json.loads((folder / FACTS).read_text())
    if digest(folder / DUMP) != facts["sha256"]:
        raise NotAsBackedUp(f"{DUMP} is not the file that was backed up.")
    subprocess.run(["pg_restore", "--file=/dev/null", str(folder / DUMP)], check=True)


def empty() -> None:
    """NotAsBackedUp unless the database has no table."""
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = cursor.fetchall()
    if found:
        raise NotAsBackedUp(
            f"The database has {len(found)} tables. Restore into an empty one; "
            "on Heroku `heroku pg:reset` empties it, and what it held is gone."
        )


def load(folder: Path) -> None:
    """All of it or nothing."""
    run(
        "pg_restore",
        "--no-owner",
        "--no-acl",
        "--exit-on-error",
        "--single-transaction",
        str(folder / DUMP),
    )


def compare(folder: Path) -> None:
    wanted = json.loads((folder / FACTS).read_text())["tables"]
    with closing(connect()) as connection, connection.cursor() as cursor:
        found = sums(cursor)
    different = [name for name in sorted(wanted.keys() | found.keys()) if wanted.get(name) != found.get(name)]
    if different:
        raise NotAsBackedUp(f"Other rows than were backed up, in {', '.join(different)}.")
    tell(found)


def sums(cursor: extensions.cursor) -> Sums:
    """Table -> [rows, a sum over what is in them]."""
    cursor.execute(SETTINGS)
    cursor.execute(TABLES)
    found = {}
    for schema, table in cursor.fetchall():
        cursor.execute(sql.SQL(SUM).format(sql.Identifier(schema, table)))
        found[f"{schema}.{table}"] = list(cursor.fetchone() or ())
    return found


def tell(tables: Sums) -> None:
    print(f"  {sum(rows for rows, _ in tables.values())} rows in {len(tables)} tables")


def connect() -> extensions.connection:
    return psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=30)


def run(program: str, *arguments: str) -> None:
    """A program of PostgreSQL's on DATABASE_URL, whose password no list of processes shows."""
    parts = extensions.parse_dsn(os.environ["DATABASE_URL"])
    environment = {f"PG{part.upper()}": str(value) for part, value in parts.items() if part != "dbname"}
    subprocess.run(
        [program, f"--dbname={parts['dbname']}", *arguments], env=os.environ | environment, check=True
    )


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


COMMANDS: dict[str, Callable[..., None]] = {
    "dump": dump,
    "check": check,
    "empty": empty,
    "load": load,
    "compare": compare,
}

if __name__ == "__main__":
    try:
        COMMANDS[sys.argv[1]](*map(Path, sys.argv[2:]))
    except (NotAsBackedUp, psycopg2.Error, OSError) as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)

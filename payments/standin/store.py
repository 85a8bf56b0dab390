"""What the stand-in remembers: one SQLite file, every object a row, one writer at a time."""

import json
import secrets
import sqlite3
import string
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    created INTEGER NOT NULL, due REAL, body TEXT NOT NULL, private TEXT NOT NULL DEFAULT '{}');
CREATE INDEX IF NOT EXISTS objects_kind ON objects (kind, created, seq);
CREATE INDEX IF NOT EXISTS objects_due ON objects (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS objects_intent ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE TABLE IF NOT EXISTS keys (
    key TEXT PRIMARY KEY, path TEXT NOT NULL, digest TEXT NOT NULL, created INTEGER NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS keys_created ON keys (created);
CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, rank INTEGER, event TEXT NOT NULL, type TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS deliveries_state ON deliveries (state, rank);
"""
TABLES = ("objects", "keys", "deliveries")


def new_id(prefix: str, length: int = 24) -> str:
    """An id in Stripe's form: `pi_` and random letters and digits."""
    alphabet = string.ascii_letters + string.digits
    return f"{prefix}_{''.join(secrets.choice(alphabet) for _ in range(length))}"


class Store:
    """Objects by id. Every use is inside `transaction()`, which only one thread holds."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self.sql = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.sql.row_factory = sqlite3.Row
        # A killed process loses nothing; only a power cut could, and this is no ledger.
        self.sql.execute("PRAGMA journal_mode=WAL")
        self.sql.execute("PRAGMA synchronous=OFF")
        self.sql.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.sql.execute("ROLLBACK")
                raise
            self.sql.execute("COMMIT")

    def add(self, obj: Json, *, private: Json | None = None, due: float | None = None) -> Json:
        self.sql.execute(
            "INSERT INTO objects (id, kind, created, due, body, private) VALUES (?, ?, ?, ?, ?, ?)",
            (obj["id"], obj["object"], obj["created"], due, json.dumps(obj), json.dumps(private or {})),
        )
        return obj

    def save(self, obj: Json, *, due: float | None = None) -> Json:
        """Write `obj` back; `due` is when it next changes by itself, None if never."""
        self.sql.execute(
            "UPDATE objects SET body = ?, due = ? WHERE id = ?", (json.dumps(obj), due, obj["id"])
        )
        return obj

    def get(self, object_id: str, kind: str | None = None) -> Json | None:
        row = self.sql.execute("SELECT kind, body FROM objects WHERE id = ?", (object_id,)).fetchone()
        if row is None or kind not in (None, row["kind"]):
            return None
        body: Json = json.loads(row["body"])
        return body

    def private(self, object_id: str) -> Json:
        row = self.sql.execute("SELECT private FROM objects WHERE id = ?", (object_id,)).fetchone()
        private: Json = json.loads(row["private"])
        return private

    def set_private(self, object_id: str, **values: Any) -> None:
        private = json.dumps(self.private(object_id) | values)
        self.sql.execute("UPDATE objects SET private = ? WHERE id = ?", (private, object_id))

    def due(self, now: float) -> list[Json]:
        rows = self.sql.execute("SELECT body FROM objects WHERE due <= ? ORDER BY due, seq", (now,))
        return [json.loads(row["body"]) for row in rows.fetchall()]

    def find(self, kind: str, **equal: Any) -> list[Json]:
        """Objects of one kind whose fields equal these, oldest first."""
        page = self.page(kind, equal=equal, limit=-1)
        return page[::-1]

    def page(
        self,
        kind: str,
        *,
        equal: Mapping[str, Any],
        where: tuple[tuple[str, Any], ...] = (),
        limit: int,
        ascending: bool = False,
    ) -> list[Json]:
        """A list as Stripe gives it: newest first, `where` further conditions on the row."""
        conditions = ["kind = ?", *(f"json_extract(body, '$.{name}') = ?" for name in equal)]
        conditions += [condition for condition, _ in where]
        values = [kind, *equal.values(), *(value for _, value in where), limit]
        order = "created, seq" if ascending else "created DESC, seq DESC"
        # Every name in it comes from a route's schema; values are bound.
        query = f"SELECT body FROM objects WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?"  # noqa: S608
        rows = [json.loads(row["body"]) for row in self.sql.execute(query, values).fetchall()]
        return rows[::-1] if ascending else rows

    def counts(self) -> dict[str, int]:
        rows = self.sql.execute("SELECT kind, count(*) FROM objects GROUP BY kind ORDER BY kind")
        return {kind: number for kind, number in rows.fetchall()}

    def clear(self) -> None:
        for table in TABLES:
            self.sql.execute(f"DELETE FROM {table}")  # noqa: S608

    def close(self) -> None:
        with self._lock:
            self.sql.close()

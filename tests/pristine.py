"""Puts a database back as its migrations left it, after a test with real transactions.

Django would truncate every table and make content types and permissions anew, which takes a second; a test
leaves rows in a few tables.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# A schema that is on no search path: nothing else finds these copies.
COPIES = "pristine"
ROWS = "SELECT md5(string_agg(one::text, ',' ORDER BY one::text)) FROM {table} one"


@dataclass(frozen=True)
class Pristine:
    """Every table of the models, in quotes, and what its rows add up to: None where it has none."""

    tables: dict[str, str | None]

    @classmethod
    def remember(cls) -> "Pristine":
        """Keep a copy of the rows that are there now."""
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {COPIES}")
            tables = {table: _sum(cursor, table) for table in map(connection.ops.quote_name, sorted(names))}
            for table, rows in tables.items():
                if rows:
                    cursor.execute(f"CREATE TABLE {COPIES}.{table} AS TABLE {table}")
        return cls(tables)

    def restore(self) -> None:
        """Put back what was there; it waits for whoever else still writes, as truncating would."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(self.tables)}")
            changed = self._changed(cursor)
            # The keys between them are looked at when all is done.
            steps = [f"DELETE FROM {table}" for table in changed]
            steps += [
                f"INSERT INTO {table} TABLE {COPIES}.{table}" for table in changed if self.tables[table]
            ]
            cursor.execute(";".join(["SET CONSTRAINTS ALL DEFERRED", *steps]))

    def _changed(self, cursor: CursorWrapper) -> list[str]:
        questions = [
            f"SELECT '{table}' WHERE ({ROWS.format(table=table)}) IS DISTINCT FROM '{rows}'"
            if rows
            else f"SELECT '{table}' WHERE EXISTS (TABLE {table})"
            for table, rows in self.tables.items()
        ]
        cursor.execute(" UNION ALL ".join(questions))
        return [table for (table,) in cursor.fetchall()]


def _sum(cursor: CursorWrapper, table: str) -> str | None:
    cursor.execute(ROWS.format(table=table))
    return cursor.fetchone()[0]

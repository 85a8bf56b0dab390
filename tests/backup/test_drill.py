"""The whole drill: back up, lose the database and the bucket, restore, and miss nothing."""

import json
import re
import subprocess
from contextlib import closing

import psycopg2
import pytest

from config.media import Bucket
from tests.backup.conftest import POSTGRESQL, Sidecar, statement
from tests.config.buckets import client_of

CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")
OBJECTS = {
    "public/original_images/kitchen.webp": (b"RIFF kitchen" * 1000, "image/webp", "public, max-age=31536000"),
    "public/images/kitchen.width-800.webp": (b"RIFF small", "image/webp", "public, max-age=86400"),
    "public/images/the same again.webp": (b"RIFF small", "image/webp", "public, max-age=86400"),
    "private/documents/lease ünder löck.pdf": (b"%PDF-1.7" * 700_000, "application/pdf", "private, no-store"),
    "public/folder/": (b"", "application/x-directory", ""),
    "public//odd/../name": (b"odd", "text/plain", ""),
}
# Beside what the migrations leave in the site's tables.
ROWS = """
    CREATE TABLE every_kind (a bytea, b jsonb, c numeric(14, 4), d timestamptz, e date, f text, g bigserial,
        h float8);
    INSERT INTO every_kind VALUES
        ('\\x00ff', '{"a": [1, null, "ü"]}', 12.5000, '2027-03-28 01:30+00', '2028-02-29', E'tab\\t', 7, 0.1),
        (NULL, NULL, NULL, NULL, NULL, NULL, 8, 'NaN');
    SELECT setval('every_kind_g_seq', 4711);
"""


def fill(address: str, bucket: Bucket) -> None:
    with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(ROWS)
    for key, (body, kind, caching) in OBJECTS.items():
        more = {"CacheControl": caching} if caching else {}
        client_of(bucket).put_object(Bucket=bucket.name, Key=key, Body=body, ContentType=kind, **more)


def database_as_text(address: str) -> list[str]:
    """Tables, indexes, constraints, sequences and rows, in an order of their own."""
    command = [POSTGRESQL / "pg_dump", "--no-owner", address]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # The key of \restrict is another each time, and a condition read again has its casts elsewhere.
    lines = [line for line in text.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    return sorted(CASTS.sub("", line) if "ARRAY[" in line else line for line in lines)


def objects(bucket: Bucket) -> dict[str, tuple[bytes, str, str]]:
    client = client_of(bucket)
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket.name):
        for listed in page.get("Contents", []):
            answer = client.get_object(Bucket=bucket.name, Key=listed["Key"])
            caching = answer.get("CacheControl", "")
            found[listed["Key"]] = (answer["Body"].read(), answer["ContentType"], caching)
    return found


def lose(address: str, bucket: Bucket) -> None:
    name = address.split("/")[3].partition("?")[0]
    statement(f"DROP DATABASE {name} WITH (FORCE)")
    statement(f"CREATE DATABASE {name} TEMPLATE template0")
    for key in objects(bucket):
        client_of(bucket).delete_object(Bucket=bucket.name, Key=key)


@pytest.mark.parametrize("archiver", ["restic"], indirect=True)
def test_after_a_loss_of_everything_all_of_it_comes_back(sidecar: Sidecar, address, bucket, ears):
    fill(address, bucket)
    before = database_as_text(address)

    name = sidecar.backs_up()

    marker = objects(bucket)["private/backups/last.json"][0]
    assert json.loads(marker)["name"] == name
    assert sidecar.does("list").split() == [name]
    assert sidecar.does("verify").endswith(f"Whole: {name}\n")
    refused = sidecar.run("restore", name)
    assert refused.returncode == 1
    assert "Restore into an empty one" in refused.stderr

    lose(address, bucket)
    assert objects(bucket) == {}
    restored = sidecar.does("restore", name)

    assert restored.endswith(f"Restored: {name}\n")
    assert f"{len(OBJECTS)} files put back, 0 were there" in restored
    assert database_as_text(address) == before
    assert objects(bucket) == OBJECTS
    assert ears.heard == [("/beat", "")]

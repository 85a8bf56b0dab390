"""The bucket in a backup: `fetch`, `check` and `put` with a FOLDER, and `mark NAME TIME`.

Content lies in objects/ under its SHA-256, so no key is too odd for a file name; objects.json lists the keys.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

LIST, CONTENT = "objects.json", "objects"
# What the site reads of us. It is no part of a backup: a restored one would be a lie.
OURS = "private/backups/"
LAST = OURS + "last.json"
HEADERS = [
    "ContentType",
    "CacheControl",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "Metadata",
]
AT_ONCE = 8
CHUNK = 1024 * 1024

Entry = dict[str, Any]


class NotAsBackedUp(Exception):
    """What there is differs from what the backup says."""


class Bucket:
    """The bucket of the BUCKETEER_ variables."""

    def __init__(self) -> None:
        self.name = os.environ["BUCKETEER_BUCKET_NAME"]
        self.client = boto3.client(
            "s3",
            endpoint_url=os.environ.get("AWS_S3_ENDPOINT_URL") or None,
            region_name=os.environ["BUCKETEER_AWS_REGION"],
            aws_access_key_id=os.environ["BUCKETEER_AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=os.environ["BUCKETEER_AWS_SECRET_ACCESS_KEY"],
        )

    def listed(self) -> Iterator[Entry]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
        for page in pages:
            for found in page.get("Contents", []):
                if not found["Key"].startswith(OURS):
                    yield {"key": found["Key"], "etag": found["ETag"], "size": found["Size"]}


def fetch(folder: Path) -> None:
    """Make FOLDER hold what the bucket holds; what an earlier run brought is not fetched again."""
    bucket = Bucket()
    (folder / CONTENT).mkdir(exist_ok=True)
    before = {entry["key"]: entry for entry in read(folder)} if (folder / LIST).exists() else {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(
            lambda entry: _fetched(bucket, folder, entry, before.get(entry["key"])), bucket.listed()
        )
        entries = [entry for entry in found if entry is not None]
    _write(folder, entries)
    wanted = {entry["sha256"] for entry in entries}
    for file in (folder / CONTENT).iterdir():
        if file.name not in wanted:
            file.unlink()
    tell(entries)


def _fetched(bucket: Bucket, folder: Path, entry: Entry, before: Entry | None) -> Entry | None:
    """The entry with its content's sum and headers; None for an object deleted since it was listed."""
    if before and before["etag"] == entry["etag"] and (folder / CONTENT / before["sha256"]).exists():
        return before
    try:
        answer = bucket.client.get_object(Bucket=bucket.name, Key=entry["key"])
    except bucket.client.exceptions.NoSuchKey:
        return None
    seen = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder / CONTENT, delete=False) as file:
        for chunk in answer["Body"].iter_chunks(CHUNK):
            seen.update(chunk)
            file.write(chunk)
    Path(file.name).rename(folder / CONTENT / seen.hexdigest())
    headers = {name: answer[name] for name in HEADERS if answer.get(name)}
    size, etag = answer["ContentLength"], answer["ETag"]
    return {"key": entry["key"], "etag": etag, "size": size, "sha256": seen.hexdigest(), "headers": headers}


def check(folder: Path) -> None:
    """Every file is there and is what it was."""
    sizes = {entry["sha256"]: entry["size"] for entry in read(folder)}
    for sha256, size in sizes.items():
        file = folder / CONTENT / sha256
        if not file.exists() or file.stat().st_size != size or digest(file) != sha256:
            keys = [entry["key"] for entry in read(folder) if entry["sha256"] == sha256]
            raise NotAsBackedUp(f"The content of {', '.join(keys)} is missing or damaged.")
    tell(read(folder))


def put(folder: Path) -> None:
    """Put back what is missing or different, with its headers; what came later stays."""
    bucket = Bucket()
    there = {entry["key"]: entry["etag"] for entry in bucket.listed()}
    missing = [entry for entry in read(folder) if there.get(entry["key"]) != entry["etag"]]

    def upload(entry: Entry) -> None:
        file = folder / CONTENT / entry["sha256"]
        bucket.client.upload_file(str(file), bucket.name, entry["key"], ExtraArgs=entry["headers"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(upload, missing))
    sizes = {entry["key"]: entry["size"] for entry in bucket.listed()}
    if wrong := [entry["key"] for entry in read(folder) if sizes.get(entry["key"]) != entry["size"]]:
        raise NotAsBackedUp(f"Not put back: {', '.join(wrong)}.")
    print(f"  {len(missing)} files put back, {len(read(folder)) - len(missing)} were there")


def mark(name: str, made_at: str) -> None:
    """Leave word of the last good backup, begun at `made_at` (ISO 8601), where the site looks for it."""
    bucket = Bucket()
    words = {"name": name, "made_at": made_at}
    bucket.client.put_object(
        Bucket=bucket.name,
        Key=LAST,
        Body=json.dumps(words).encode(),
        ContentType="application/json",
        CacheControl="private, no-store",
    )


def read(folder: Path) -> list[Entry]:
    entries: list[Entry] = json.loads((folder / LIST).read_text())
    return entries


def _write(folder: Path, entries: list[Entry]) -> None:
    (folder / LIST).write_text(json.dumps(sorted(entries, key=lambda entry: entry["key"]), indent=1))


def tell(entries: list[Entry]) -> None:
    print(f"  {len(entries)} files, {sum(entry['size'] for entry in entries)} bytes")


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


if __name__ == "__main__":
    try:
        if sys.argv[1] == "mark":
            mark(*sys.argv[2:])
        else:
            {"fetch": fetch, "check": check, "put": put}[sys.argv[1]](Path(sys.argv[2]))
    except (NotAsBackedUp, BotoCoreError, ClientError, OSError) as error:
        sys.exit(str(error))

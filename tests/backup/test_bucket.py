"""The bucket's copy: every object with its headers, fetched once, put back where it is missing."""

import json
from pathlib import Path

import pytest

from backup import bucket as copy
from config.media import Bucket
from tests.config.buckets import client_of


@pytest.fixture(autouse=True)
def named(bucket: Bucket, monkeypatch):
    monkeypatch.setenv("BUCKETEER_BUCKET_NAME", bucket.name)
    monkeypatch.setenv("BUCKETEER_AWS_ACCESS_KEY_ID", bucket.key)
    monkeypatch.setenv("BUCKETEER_AWS_SECRET_ACCESS_KEY", bucket.secret)
    monkeypatch.setenv("BUCKETEER_AWS_REGION", bucket.region)
    monkeypatch.setenv("AWS_S3_ENDPOINT_URL", bucket.endpoint)


def store(bucket: Bucket, **contents: bytes) -> None:
    for key, body in contents.items():
        client_of(bucket).put_object(Bucket=bucket.name, Key=key, Body=body)


def contents(bucket: Bucket) -> dict[str, bytes]:
    client = client_of(bucket)
    listed = client.list_objects_v2(Bucket=bucket.name).get("Contents", [])
    keys = [found["Key"] for found in listed]
    return {key: client.get_object(Bucket=bucket.name, Key=key)["Body"].read() for key in keys}


def files(folder: Path) -> dict[bytes, int]:
    """Content -> inode, which tells whether a file was written again."""
    return {file.read_bytes(): file.stat().st_ino for file in (folder / "objects").iterdir()}


def test_second_fetch_brings_only_what_is_new(bucket, tmp_path):
    store(bucket, gone=b"gone", kept=b"kept", changed=b"changed")
    copy.fetch(tmp_path)
    before = files(tmp_path)
    client_of(bucket).delete_object(Bucket=bucket.name, Key="gone")
    store(bucket, changed=b"changed again")

    copy.fetch(tmp_path)

    after = files(tmp_path)
    assert after.keys() == {b"kept", b"changed again"}
    assert after[b"kept"] == before[b"kept"]
    assert [entry["key"] for entry in copy.read(tmp_path)] == ["changed", "kept"]


def test_what_is_missing_or_different_is_put_back_and_what_came_later_stays(bucket, tmp_path, capsys):
    store(bucket, lost=b"lost", spoilt=b"right", kept=b"kept")
    copy.fetch(tmp_path)
    client_of(bucket).delete_object(Bucket=bucket.name, Key="lost")
    store(bucket, spoilt=b"wrong", later=b"later")

    copy.put(tmp_path)

    assert contents(bucket) == {"lost": b"lost", "spoilt": b"right", "kept": b"kept", "later": b"later"}
    assert capsys.readouterr().out.endswith("  2 files put back, 1 were there\n")


def test_objects_keep_their_headers(bucket, tmp_path):
    headers = {
        "ContentType": "image/webp",
        "CacheControl": "public, max-age=31536000, immutable",
        "ContentDisposition": 'attachment; filename="hall.webp"',
        "Metadata": {"by": "hand"},
    }
    client = client_of(bucket)
    client.put_object(Bucket=bucket.name, Key="hall", Body=b"hall", **headers)
    copy.fetch(tmp_path)
    client.delete_object(Bucket=bucket.name, Key="hall")

    copy.put(tmp_path)

    answer = client.head_object(Bucket=bucket.name, Key="hall")
    assert {name: answer[name] for name in headers} == headers


def test_the_word_for_the_site_is_no_part_of_a_backup(bucket, tmp_path):
    copy.mark("modernomad-20270301T030000Z", "2027-03-01T03:00:00Z")

    copy.fetch(tmp_path)

    assert copy.read(tmp_path) == []
    assert json.loads(contents(bucket)["private/backups/last.json"]) == {
        "name": "modernomad-20270301T030000Z",
        "made_at": "2027-03-01T03:00:00Z",
    }


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda file: file.write_bytes(b"othe"), lambda f: f.write_bytes(b"")]
)
def test_a_damaged_copy_is_refused_and_the_file_named(bucket, tmp_path, damage):
    store(bucket, whole=b"whole", hurt=b"hurt")
    copy.fetch(tmp_path)
    copy.check(tmp_path)
    damage(next(file for file in (tmp_path / "objects").iterdir() if file.read_bytes() == b"hurt"))

    with pytest.raises(copy.NotAsBackedUp, match=r"^The content of hurt is missing or damaged\.$"):
        copy.check(tmp_path)

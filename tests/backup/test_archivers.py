"""Both archivers keep the interface of backup/README.md: restic is itself, Tarsnap a fake made of tar.

The real tarsnap talks to its own service and needs an account. tests/backup/bin/tarsnap knows the documented
command line and refuses what the manual doesn't name, so what is tested is how we call it, not that service.
"""

import subprocess
from pathlib import Path

import pytest

from tests.backup.conftest import RIGHTS, ROOT, Sidecar

FIRST, SECOND = "trial-20270301T030000Z", "trial-20270302T030000Z"


@pytest.fixture
def call(archiver):
    def call(*arguments: object, **changes: str) -> subprocess.CompletedProcess[str]:
        command = [ROOT / "backup" / "archivers" / archiver["ARCHIVER"], *map(str, arguments)]
        return subprocess.run(command, env=archiver | changes, capture_output=True, text=True, check=False)

    return call


def folder(place: Path, **contents: str) -> Path:
    place.mkdir()
    for name, text in contents.items():
        (place / name).write_text(text)
    return place


def test_what_is_put_is_listed_got_and_deleted(call, tmp_path):
    for again in range(2):
        assert call("prepare").returncode == 0, again
    call("put", FIRST, folder(tmp_path / "one", a="first", b="same")).check_returncode()
    call("put", SECOND, folder(tmp_path / "two", a="second", b="same")).check_returncode()
    assert sorted(call("list").stdout.split()) == [FIRST, SECOND]

    got = folder(tmp_path / "got")
    call("get", FIRST, got).check_returncode()
    assert {file.name: file.read_text() for file in got.iterdir()} == {"a": "first", "b": "same"}

    call("delete", FIRST).check_returncode()
    assert call("list").stdout.split() == [SECOND]
    assert call("get", FIRST, folder(tmp_path / "gone")).returncode != 0


@pytest.mark.parametrize("archiver", ["tarsnap"], indirect=True)
@pytest.mark.parametrize("rights", ["rights read", "rights write"])
def test_tarsnap_says_when_the_key_lacks_a_right(call, rights):
    refused = call("prepare", TARSNAP_KEY=rights)

    assert refused.returncode != 0
    assert "Key file does not contain the key needed" in refused.stderr


@pytest.mark.parametrize("archiver", ["tarsnap"], indirect=True)
def test_tarsnap_leaves_no_key_on_the_disk(call, tmp_path):
    call("prepare").check_returncode()
    call("list").check_returncode()

    left = [file for file in tmp_path.rglob("*") if file.is_file() and RIGHTS in file.read_text()]
    assert left == []


@pytest.mark.parametrize(
    ("archiver", "missing"),
    [("tarsnap", "TARSNAP_KEY"), ("restic", "RESTIC_REPOSITORY"), ("restic", "RESTIC_PASSWORD")],
    indirect=["archiver"],
)
def test_a_missing_secret_is_named(call, missing):
    refused = call("list", **{missing: ""})

    assert refused.returncode != 0
    assert f"{missing}: set it" in refused.stderr


@pytest.mark.parametrize("archiver", ["tarsnap"], indirect=True)
def test_names_of_others_are_never_listed_nor_rotated(archiver, tmp_path, ears):
    names = [
        "other-20270301T030000Z",
        "trial-20270301T030000Z.part",
        *(f"trial-2027030{n}T030000Z" for n in (2, 3)),
    ]
    for each in [*names, "trial-20270302T030500Z"]:
        (tmp_path / "tarsnap" / f"{each}.tar").write_text("")
    sidecar = Sidecar(archiver | {"HEARTBEAT_URL": ears.url, "BACKUP_DELTAS": "1h 7d"})

    done = sidecar.does("rotate")

    assert done.splitlines()[-1] == "- deleting trial-20270302T030500Z"
    assert sidecar.does("list").split() == names[2:]
    assert {file.stem for file in (tmp_path / "tarsnap").iterdir()} == set(names)

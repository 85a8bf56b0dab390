"""A backup that fails is heard of: which step, in whose words, and an exit code that a scheduler sees."""

from urllib.parse import parse_qs

import pytest

from tests.backup.conftest import Sidecar

pytestmark = pytest.mark.parametrize("archiver", ["tarsnap"], indirect=True)
NOWHERE = "postgres://backup:sesame@127.0.0.1:9/site"
PLACES = {
    "DATABASE_URL": NOWHERE,
    "BUCKETEER_BUCKET_NAME": "media",
    "BUCKETEER_AWS_ACCESS_KEY_ID": "key",
    "BUCKETEER_AWS_SECRET_ACCESS_KEY": "secret",
    "BUCKETEER_AWS_REGION": "eu-central-1",
    "AWS_S3_ENDPOINT_URL": "http://127.0.0.1:9",
}


@pytest.fixture
def lost(archiver, ears) -> Sidecar:
    """A sidecar whose database and bucket are away."""
    return Sidecar(archiver | PLACES | {"HEARTBEAT_URL": f"{ears.url}/beat"})


def test_a_database_that_is_away_is_told_by_heartbeat_and_mail(lost, ears, tmp_path):
    mail = {
        "ALERT_TO": "operators@example.org",
        "MAILGUN_API_URL": f"{ears.url}/v3",
        "MAILGUN_API_KEY": "mail-key",
        "LIST_DOMAIN": "mail.example.org",
        "DEFAULT_FROM_EMAIL": "Backup <stay@mail.example.org>",
    }
    done = lost.run("backup", **mail)

    assert done.returncode == 1
    assert done.stdout == "- opening the archive (tarsnap)\n- dumping the database\n"
    (_, beat), (path, letter) = ears.heard
    assert beat.startswith("backup of trial failed (exit 1) while dumping the database:\n")
    assert "Connection refused" in beat
    assert "sesame" not in beat + done.stderr
    words = {name: value for name, (value,) in parse_qs(letter).items()}
    assert path == "/v3/mail.example.org/messages"
    assert words == {
        "from": "Backup <stay@mail.example.org>",
        "to": "operators@example.org",
        "subject": "trial: backup failed",
        "text": beat,
    }
    assert not any(file.name.startswith("tmp.") for file in tmp_path.iterdir())


def test_one_way_that_is_broken_leaves_the_other(lost, ears):
    done = lost.run("backup", ALERT_TO="operators@example.org")

    assert done.returncode == 1
    assert "mail: KeyError('DEFAULT_FROM_EMAIL')" in done.stderr
    assert [path for path, _ in ears.heard] == ["/beat/fail"]


def test_a_heartbeat_that_is_away_changes_no_exit_code(lost):
    done = lost.run("backup", HEARTBEAT_URL="http://127.0.0.1:9/beat")

    assert done.returncode == 1
    assert "Nobody could be told of this failure." in done.stderr


@pytest.mark.parametrize("command", ["backup", "verify", "rotate"])
def test_without_anybody_to_tell_nothing_runs(lost, command):
    done = lost.run(command, HEARTBEAT_URL="")

    assert done.returncode == 1
    assert done.stderr == f"{command}: set HEARTBEAT_URL or ALERT_TO, so that somebody hears of a failure\n"


def test_missing_settings_are_named_together(lost, ears):
    done = lost.run("backup", DATABASE_URL="", BUCKETEER_AWS_REGION="")

    assert done.returncode == 1
    assert "backup: set DATABASE_URL (backup/README.md" in done.stderr
    assert "backup: set DATABASE_URL" in ears.heard[0][1]


def test_an_archive_that_is_away_fails_verify_and_list(lost, ears, tmp_path):
    (tmp_path / "tarsnap").rmdir()

    verified, listed = lost.run("verify"), lost.run("list")

    assert (verified.returncode, listed.returncode, listed.stdout) == (1, 1, "")
    assert "Network is unreachable" in listed.stderr
    assert ears.heard[0][1].startswith("verify of trial failed (exit 1) while looking for the newest backup:")


def test_verify_fails_on_nothing_and_on_a_damaged_archive(lost, ears, tmp_path):
    assert "There is no backup yet." in lost.run("verify").stderr
    (tmp_path / "tarsnap" / "trial-20270301T030000Z.tar").write_bytes(b"no tar file")

    done = lost.run("verify")

    assert done.returncode != 0
    assert "while fetching trial-20270301T030000Z:" in ears.heard[1][1]


def test_restore_wants_a_name_that_exists(lost):
    assert lost.run("restore").stderr.startswith("restore: restore NAME [database|bucket]")
    assert lost.run("restore", "trial-20270301T030000Z", "everything").returncode == 1

    unknown = lost.run("restore", "trial-20270301T030000Z", "bucket")

    assert unknown.returncode == 1
    assert "Archive does not exist: trial-20270301T030000Z" in unknown.stderr

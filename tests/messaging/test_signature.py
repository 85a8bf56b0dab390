"""Mailgun's signature: ours and fresh, or not."""

from datetime import UTC, datetime, timedelta

import pytest

from messaging.rules.signature import FUTURE, OLDEST, Signature
from tests.messaging.posts import SIGNING_KEY, signed

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def signature(**changes: str) -> Signature:
    said = signed({}, at=NOW) | changes
    return Signature(said["timestamp"], said["token"], said["signature"])


def test_signature_is_by_any_of_the_keys():
    assert signature().is_by(["another", SIGNING_KEY])


@pytest.mark.parametrize(
    "changes",
    [
        {"token": "x"},
        {"token": ""},
        {"timestamp": "1"},
        {"signature": ""},
        {"signature": "é"},
        {"signature": "0" * 64},
    ],
)
def test_signature_of_other_words_is_not_ours(changes):
    assert not signature(**changes).is_by([SIGNING_KEY])


def test_signature_by_another_key_or_none_is_not_ours():
    assert not signature().is_by(["another"])
    assert not signature().is_by([])


@pytest.mark.parametrize(
    ("age", "fresh"),
    [
        (timedelta(0), True),
        (timedelta(hours=8, minutes=59), True),
        (OLDEST, True),
        (OLDEST + timedelta(seconds=1), False),
        (timedelta(days=30), False),
        (-FUTURE, True),
        (-FUTURE - timedelta(seconds=1), False),
    ],
)
def test_signature_is_fresh_for_nine_hours(age, fresh):
    assert signature().is_fresh(NOW + age) is fresh


@pytest.mark.parametrize("timestamp", ["", "soon", "-1", "1.5", "9" * 11 + "9" * 9, "٣"])
def test_signature_without_a_moment_is_not_fresh(timestamp):
    assert not signature(timestamp=timestamp).is_fresh(NOW)

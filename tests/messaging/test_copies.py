"""Copies of a mail to a list: few statements however many readers, in line, and behind every letter."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locations.models import Follow
from members.models import User
from messaging.actions import copies
from messaging.actions.copies import A_SECOND, write_copies
from messaging.models import Inbound, Message, MessageState, Priority
from messaging.send import deliver_due
from tests.factories.locations import HouseFactory, StewardFactory
from tests.messaging.conftest import NOW

pytestmark = pytest.mark.django_db
# Ten thousand with SOAK=n.
READERS = 10_000 if os.environ.get("SOAK") else 300


@pytest.fixture
def home():
    house = HouseFactory(name="The House", slug="h", time_zone="UTC")
    StewardFactory(house=house, email="sam@example.net")
    return house


def followers(house, number: int) -> None:
    people = User.objects.bulk_create(
        User(email=f"f{place}@example.org", name=f"F {place}") for place in range(number)
    )
    Follow.objects.bulk_create(Follow(house=house, person=person, since=NOW) for person in people)


def announcement(house) -> Inbound:
    return Inbound.objects.create(
        token="t", recipient="announce@h.mail.localhost.example", house=house, list_name="announce",
        sender="sam@example.net", subject="News", text="Some news. " * 300, received_at=NOW, next_at=NOW,
    )  # fmt: skip


def test_announcement_to_many_is_written_in_few_statements_and_goes_out_in_line(home, mailgun, write):
    followers(home, READERS)
    mail = announcement(home)

    with CaptureQueriesContext(connection) as queries:
        assert write_copies(mail, now=NOW) == READERS

    assert len(queries) <= 2 + 4 * (READERS / copies.AT_ONCE + 1)
    due = list(Message.objects.order_by("next_at").values_list("next_at", flat=True))
    assert due[0] == NOW
    assert due[-1] - NOW >= timedelta(seconds=(READERS - 1) / A_SECOND - 1)
    # A letter of later goes before all that is due.
    letter = write(now=NOW + timedelta(hours=1))
    deliver_due(NOW + timedelta(hours=1), limit=2)
    letter.refresh_from_db()
    assert letter.state == MessageState.SENT
    assert len(mailgun.taken) == 2


def test_second_announcement_stands_in_line_behind_the_first(home):
    followers(home, 61)
    write_copies(announcement(home), now=NOW)
    last = Message.objects.order_by("-next_at").first().next_at
    second = announcement_again(home)

    write_copies(second, now=NOW)

    assert second.copies.order_by("next_at").first().next_at >= last


def announcement_again(house) -> Inbound:
    Inbound.objects.filter(token="t").update(token="first")
    return announcement(house)


def test_statements_are_as_many_for_each_batch(home, monkeypatch):
    monkeypatch.setattr(copies, "AT_ONCE", 10)
    counts = []
    for number in (10, 20, 30):
        Message.objects.all().delete()
        Inbound.objects.all().delete()
        Follow.objects.all().delete()
        User.objects.filter(email__startswith="f").delete()
        followers(home, number)
        with CaptureQueriesContext(connection) as queries:
            write_copies(announcement(home), now=NOW)
        counts.append(len(queries))

    assert counts[2] - counts[1] == counts[1] - counts[0]


def test_copies_are_written_once_whoever_comes_again(home):
    followers(home, 3)
    mail = announcement(home)

    assert [write_copies(mail, now=NOW), write_copies(mail, now=NOW)] == [3, 3]
    assert Message.objects.filter(priority=Priority.COPY).count() == 3

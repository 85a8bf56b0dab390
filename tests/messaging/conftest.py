"""A house, its thread, a person and two mails of the tests' own."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import InMemoryStorage
from wagtail.models import Collection

from locations.models import House
from members.models import User
from messaging import send
from messaging.models import Attachment, Message, Thread
from tests.messaging.mailgun import KEY, Mailgun, serving
from tests.messaging.posts import SIGNING_KEY

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def letters(settings) -> None:
    settings.MAIL_CATALOGUES = [*settings.MAIL_CATALOGUES, "tests.messaging.letters.MAILS"]


@pytest.fixture
def house(db) -> House:
    return House.objects.create(
        name="Embassy SF",
        slug="embassy-sf",
        page_key=uuid.uuid4(),
        group=Group.objects.create(name="Embassy SF"),
        collection=Collection.add_root(name="Embassy SF"),
        currency="USD",
        time_zone="America/Los_Angeles",
        palette="fog",
    )


@pytest.fixture
def guest(db) -> User:
    return User.objects.create_user("ana@example.org", name="Ana", language="de")


@pytest.fixture
def stay(house) -> Thread:
    return send.thread(house=house, label="Stay 7", path="/stay/7/")


@pytest.fixture
def write(stay, guest) -> Callable[..., Message]:
    """Queues a mail about the stay; anything `queue` takes may be said otherwise."""

    def write(**changes: object) -> Message:
        given = {
            "key": "letters.approved",
            "fact": "move-1",
            "to": guest,
            "house": stay.house,
            "thread": stay,
            "context": {"guest": "Ana & Bo"},
            "now": NOW,
        }
        return send.queue(**(given | changes))

    return write


@pytest.fixture
def mailgun(settings) -> Iterator[Mailgun]:
    """Mailgun as the site is set up for it in production, answering on this machine."""
    with serving() as server:
        settings.DELIVERY_BACKEND = "anymail.backends.mailgun.EmailBackend"
        settings.ANYMAIL = settings.ANYMAIL | {"MAILGUN_API_KEY": KEY, "MAILGUN_API_URL": server.url}
        yield server


@pytest.fixture
def door(settings, monkeypatch) -> None:
    """Mailgun's posts are signed with a key that we have; their files stay in memory."""
    settings.MAILGUN_WEBHOOK_SIGNING_KEY = f"older, {SIGNING_KEY}"
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())

"""Two houses whose lists have each other among their readers: a mail goes round once, and no more."""

from urllib.parse import urlencode

import pytest
import time_machine
from django.utils import timezone

from locations.models import Residency
from messaging import inbound as incoming
from messaging.models import Inbound, Message
from messaging.send import deliver_due
from tests.factories.locations import HouseFactory
from tests.factories.members import UserFactory
from tests.messaging import posts
from tests.messaging.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]

A, B = "residents@a.mail.localhost.example", "residents@b.mail.localhost.example"
STAY = "stay@a.mail.localhost.example"
# Somebody's address that sends everything on to the other house's list.
FORWARDS = {"a-to-b@forward.example": B, "b-to-a@forward.example": A}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def lives(slug: str, *emails: str) -> None:
    house = HouseFactory(name=f"House {slug}", slug=slug, time_zone="UTC")
    for email in emails:
        person = UserFactory.create(email=email)
        Residency.objects.create(house=house, person=person, start="2027-01-01")


def come_in(client, fields) -> None:
    kind = "application/x-www-form-urlencoded"
    body = urlencode(posts.signed(fields, at=timezone.now()))
    assert client.post("/mail/inbound/", body, content_type=kind).status_code == 200


def carry(client, mailgun, *, sent_on) -> int:
    """Work, deliver, and bring what was sent to where its addresses lead; how much that was."""
    incoming.process_due(NOW)
    while deliver_due(NOW):
        pass
    taken, mailgun.taken = mailgun.taken, []
    for copy in taken:
        target = copy["to"] if copy["to"] in (A, B) else FORWARDS.get(copy["to"])
        if target:
            come_in(client, sent_on(copy, target))
    return len(taken)


def as_it_is(copy, target):
    """With the headers of the copy, and passing every check, as ours do."""
    headers = {name[2:].replace("-", "_"): value for name, value in copy.items() if name.startswith("h:")}
    return posts.written(copy["from"], target, **headers)


def stripped(copy, target):
    """By a program that keeps nothing but the From line."""
    return posts.written(copy["from"], target)


def as_its_own(copy, target):
    """By a program that keeps nothing at all, and has a name of its own."""
    return posts.written(copy["to"], target)


@pytest.mark.parametrize("sent_on", [as_it_is, stripped, as_its_own])
@pytest.mark.parametrize("readers", [(B, A), ("a-to-b@forward.example", "b-to-a@forward.example")])
def test_mail_between_two_houses_ends(client, mailgun, sent_on, readers):
    lives("a", "ann@example.org", "rea@example.org", readers[0])
    lives("b", "bo@example.org", readers[1])
    come_in(client, posts.written("Ann <ann@example.org>", A))

    carried = [carry(client, mailgun, sent_on=sent_on) for _round in range(6)]

    assert carried[0] in (1, 2)
    assert carried[2:] == [0, 0, 0, 0]
    assert Inbound.objects.filter(state="WAITING").count() == 0
    assert Message.objects.filter(key="lists.copy").count() <= 3


def test_two_programs_that_answer_each_other_are_stopped(client, mailgun):
    """An absence told without any mark of it, to the stewards' list and back to whoever wrote."""
    lives("a")
    for number in range(30):
        come_in(
            client,
            posts.written("away@example.org", A.replace("residents", "stay"), Subject=f"Away {number}"),
        )
        incoming.process_due(NOW)

    states = list(Inbound.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["DONE"] * 10 + ["HELD"] * 20

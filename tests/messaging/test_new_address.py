"""Another mail address: shown to be one's own first, and told to the old one."""

import re
from datetime import timedelta

import pytest
import time_machine

from members.models import User
from messaging.actions import suppress
from messaging.models import Message, Reason, Suppression
from messaging.send.outbox import opened
from tests.factories.bookings import NOW
from tests.factories.locations import home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
NEW, CODE = "/mail/address/", "/mail/address/code/"


@pytest.fixture(autouse=True)
def at_noon(settings):
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ana(client):
    home_page()
    person = UserFactory(email="ana@example.org", name="Ana")
    client.force_login(person)
    return person


def code_for(email: str) -> str:
    mail = Message.objects.filter(to=email, key="django").latest("pk")
    assert mail.is_sealed
    return re.search(r"[0-9]{4}-?[0-9]{4}", opened(mail).text)[0]


def test_the_code_changes_it_and_the_old_address_is_told(client, ana):
    suppress("ana@example.org", reason=Reason.ASKED, source="", now=NOW)
    suppress("ana@example.org", reason=Reason.BOUNCE, source="", now=NOW)

    assert client.post(NEW, {"email": "Ana@New.example"})["Location"] == CODE
    answer = client.post(CODE, {"code": code_for("ana@new.example")}, follow=True)

    ana.refresh_from_db()
    assert ana.email == "ana@new.example"
    assert "From now on you sign in, and get mail, as ana@new.example." in answer.content.decode()
    told = Message.objects.get(key="messaging.address_changed")
    assert (told.to, told.subject) == (
        "ana@example.org",
        "Your account at Embassy Network has another address",
    )
    assert "ana@new.example" in told.text
    moved = Suppression.objects.values_list("address", "reason").order_by("reason")
    assert list(moved) == [("ana@new.example", "ASKED"), ("ana@example.org", "BOUNCE")]


def test_nothing_changes_without_the_code_and_five_wrong_ones_end_it(client, ana):
    client.post(NEW, {"email": "ana@new.example"})
    right = code_for("ana@new.example")

    answers = [client.post(CODE, {"code": "0000-0000"}) for _n in range(5)]

    assert "That is not the code" in answers[0].content.decode()
    assert answers[-1]["Location"] == NEW
    assert client.post(CODE, {"code": right})["Location"] == NEW
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_a_code_is_too_old_after_fifteen_minutes(client, ana, at_noon):
    client.post(NEW, {"email": "ana@new.example"})
    right = code_for("ana@new.example")
    at_noon.shift(timedelta(minutes=16))

    assert client.post(CODE, {"code": right})["Location"] == NEW
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_an_address_with_an_account_looks_the_same_until_it_is_shown_to_be_theirs(client, ana):
    UserFactory(email="taken@example.org")

    assert client.post(NEW, {"email": "taken@example.org"})["Location"] == CODE
    answer = client.post(CODE, {"code": code_for("taken@example.org")}, follow=True)

    assert "has an account of its own" in answer.content.decode()
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_the_own_address_is_none_to_change_to(client, ana):
    assert "That is the address you have." in client.post(NEW, {"email": "ana@example.org"}).content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("path", [NEW, CODE])
def test_pages_are_for_who_is_signed_in(client, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"

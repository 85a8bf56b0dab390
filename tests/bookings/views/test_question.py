"""A question to a house, before anything is booked."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from locations.models import Visibility
from messaging.models import Message, Thread
from messaging.send.outbox import opened
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"name": "Ana Reis", "email": "Ana@Example.org", "text": "Is there a <piano>?", "website": ""}


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def house():
    return HouseFactory(slug="hill", name="Hill house")


def test_a_stranger_s_question_goes_to_the_stewards_and_a_copy_back(client, house):
    steward = StewardFactory(house=house)
    room = RoomFactory(house=house, slug="attic", name="The attic")

    answer = client.post("/stay/question/hill/attic/", TYPED)

    assert (answer.status_code, answer["Location"]) == (302, "/hill/attic/")
    told, copy = Message.objects.order_by("pk")
    assert told.thread == copy.thread == Thread.objects.get()
    assert (told.thread.house, told.thread.path) == (room.house, "/hill/attic/")
    assert (told.to, told.reply_to, told.house) == (steward.email, "ana@example.org", house)
    assert (copy.to, copy.reply_to) == ("ana@example.org", house.mail_address)
    assert told.useful_until - timezone.now() < timedelta(days=7)
    assert told.subject == "Ana Reis asks Hill house"
    for words in ("about The attic", "Is there a <piano>?", "Nobody has checked the address yet."):
        assert words in opened(told).text
    assert "Is there a &lt;piano&gt;?" in opened(told).html
    assert "We passed your question to Hill house, which usually answers within 3 days" in opened(copy).text
    assert not {"piano", "Ana"} & set(
        re.findall(r"\w+", opened(copy).text + opened(copy).html + copy.subject)
    )


def test_a_guest_who_is_signed_in_types_the_question_only(client, house):
    steward, guest = StewardFactory(house=house), UserFactory(name="Bo")
    client.force_login(guest)
    page = client.get("/stay/question/hill/").content.decode()

    client.post("/stay/question/hill/", {"text": "Is there a piano?", "email": "other@example.org"})

    assert "Your e-mail address" not in page
    assert Message.objects.get(to=steward.email).reply_to == guest.email
    assert set(Message.objects.values_list("to", flat=True)) == {steward.email, guest.email}


def test_a_house_without_stewards_has_its_questions_answered_by_the_operators(client, house):
    client.post("/stay/question/hill/", TYPED)

    people = set(
        Message.objects.filter(key="bookings.question").values_list("recipient__is_superuser", flat=True)
    )
    assert people == {True}


def test_mistakes_are_named_and_nothing_typed_is_lost(client, house):
    answer = client.post("/stay/question/hill/", {"name": "", "email": "ana@", "text": "Is there a piano?"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Tell the house your name." in page
    assert "That is no e-mail address." in page
    assert "Is there a piano?" in page
    assert not Message.objects.exists()


def test_programs_that_fill_every_field_send_nothing_and_are_logged(client, house, caplog):
    caplog.set_level("INFO")
    answer = client.post("/stay/question/hill/", {**TYPED, "website": "https://example.org"})

    assert answer.status_code == 302
    assert not Thread.objects.exists()
    assert "A question to hill fell into the trap." in caplog.messages


def test_an_address_and_a_client_may_ask_so_many_questions_an_hour(client, house):
    same = [client.post("/stay/question/hill/", TYPED).status_code for _time in range(4)]
    others = [
        client.post("/stay/question/hill/", {**TYPED, "email": f"a{number}@example.org"}).status_code
        for number in range(8)
    ]

    assert same == [302, 302, 302, 400]
    assert 302 in others
    assert others[-1] == 400
    page = client.post("/stay/question/hill/", TYPED).content.decode()
    assert "Wait an hour, then send it again." in page
    assert "piano" in page


def test_a_house_that_may_not_be_seen_takes_no_question(client, house):
    room = RoomFactory(house=HouseFactory(slug="own", visibility=Visibility.MEMBERS))
    draft = RoomFactory(house=house, slug="draft", live=False)
    HouseFactory(slug="closed", live=False)
    addresses = [
        "own/",
        f"own/{room.slug}/",
        f"hill/{draft.slug}/",
        f"hill/{room.slug}/",
        "closed/",
        "nowhere/",
    ]

    for address in addresses:
        assert client.get(f"/stay/question/{address}").status_code == 404
        assert client.post(f"/stay/question/{address}", TYPED).status_code == 404
    assert not Message.objects.exists()


def test_house_and_room_lead_to_the_question(client, house):
    RoomFactory(house=house, slug="attic")

    assert "/stay/question/hill/" in client.get("/hill/").content.decode()
    assert "/stay/question/hill/attic/" in client.get("/hill/attic/").content.decode()

"""The form that asks to stay: one stay for one form, a name where there is none, nothing typed lost."""

import re
from uuid import uuid4

import pytest
import time_machine

from bookings.models import BedNight, Booking
from locations.models import Terms
from messaging.models import Message
from messaging.send.outbox import opened
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')
TYPED = {"purpose": "To see the sea.", "arrival_time": "around six"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T20:00:00Z", tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(house=HouseFactory(slug="hill"), slug="attic")


def url(room, arrive="2026-03-10", depart="2026-03-13"):
    return f"/stay/ask/{room.house.slug}/{room.slug}/?arrive={arrive}&depart={depart}&guests=1"


def key_on(client, room):
    return KEY.search(client.get(url(room)).content.decode())[1]


def test_a_form_sent_twice_makes_one_stay_and_leads_to_it_twice(client, room):
    client.force_login(UserFactory())
    typed = {**TYPED, "key": key_on(client, room)}

    first, second = client.post(url(room), typed), client.post(url(room), typed)

    booking = Booking.objects.get()
    assert [first["Location"], second["Location"]] == [f"/stay/mine/{booking.number}/"] * 2
    assert Message.objects.filter(key="bookings.received").count() == 1


def test_a_form_sent_twice_holds_the_last_bed_once(client, standin):
    room = RoomFactory(house=HouseFactory(terms=Terms.INSTANT))
    client.force_login(UserFactory())
    typed = {**TYPED, "key": key_on(client, room)}

    first, second = client.post(url(room), typed), client.post(url(room), typed)

    assert [first.status_code, first["Location"]] == [second.status_code, second["Location"]]
    assert first.status_code == 302
    assert Booking.objects.get().bill.payments.count() == 1
    assert BedNight.objects.count() == 3


def test_a_form_sent_again_from_another_room_leads_to_the_stay_it_made(client, room):
    client.force_login(UserFactory())
    typed = {**TYPED, "key": key_on(client, room)}
    client.post(url(room), typed)

    again = client.post(url(RoomFactory(house=room.house)), typed)

    assert again["Location"] == f"/stay/mine/{Booking.objects.get().number}/"


def test_the_key_of_another_guest_opens_nothing(client, room):
    typed = {**TYPED, "key": str(uuid4())}
    client.force_login(UserFactory())
    client.post(url(room), typed)
    client.force_login(other := UserFactory())

    answer = client.post(url(room), typed)

    own = Booking.objects.get(guest=other)
    assert answer["Location"] == f"/stay/mine/{own.number}/"
    assert Booking.objects.count() == 2


def test_each_visit_after_a_stay_is_made_has_a_new_key(client, room):
    client.force_login(UserFactory())
    first = key_on(client, room)
    client.post(url(room), {**TYPED, "key": first})

    second = key_on(client, room)
    client.post(url(room), {**TYPED, "key": second})

    assert first != second
    assert Booking.objects.count() == 2


def test_key_and_what_was_typed_outlive_signing_in_and_going_back(client, room):
    key = key_on(client, room)
    typed = {**TYPED, "name": "Ana Reis", "key": key}
    assert client.post(url(room), typed)["Location"].startswith("/accounts/login/?next=")
    client.force_login(UserFactory(name=""))

    seen = [client.get(url(room)).content.decode() for _visit in range(2)]

    assert [KEY.search(page)[1] for page in seen] == [key, key]
    assert all('value="Ana Reis"' in page and "To see the sea." in page for page in seen)


def test_other_nights_meanwhile_are_another_stay(client, room):
    """In two windows: what was typed in one shows in the other, but they make a stay each."""
    first = {**TYPED, "name": "Ana Reis", "key": key_on(client, room)}
    client.post(url(room), first)
    client.force_login(UserFactory(name=""))
    later = url(room, "2026-03-20", "2026-03-22")
    shown = client.get(later).content.decode()
    second = {**TYPED, "name": "Ana Reis", "key": KEY.search(shown)[1]}

    client.post(later, second)
    client.post(url(room), first)

    assert TYPED["purpose"] in shown
    assert sorted(str(day) for day in Booking.objects.values_list("arrive", flat=True)) == [
        "2026-03-10",
        "2026-03-20",
    ]


def test_a_mistake_keeps_the_key(client, room):
    client.force_login(UserFactory())
    key = key_on(client, room)

    answer = client.post(url(room), {**TYPED, "purpose": "", "key": key}, follow=True)

    assert [status for _to, status in answer.redirect_chain] == [302]
    assert "purpose" in answer.context["form"].errors
    assert not client.get(url(room)).context["form"].errors
    assert KEY.search(answer.content.decode())[1] == key


def test_a_new_guest_gives_a_name_that_the_stewards_see(client, room):
    steward = StewardFactory(house=room.house)
    guest = UserFactory(name="")
    client.force_login(guest)

    nameless = client.post(url(room), {**TYPED, "name": " "}, follow=True)
    named = client.post(url(room), {**TYPED, "name": "Ana Reis"})

    guest.refresh_from_db()
    assert (nameless.status_code, named.status_code) == (200, 302)
    assert "Tell the house your name." in nameless.content.decode()
    assert guest.name == "Ana Reis"
    assert "Ana Reis" in opened(Message.objects.get(to=steward.email)).text


def test_a_guest_who_is_refused_has_no_name_yet(client, room):
    guest = UserFactory(name="")
    client.force_login(guest)

    answer = client.post(url(room), {**TYPED, "name": "Ana Reis", "total": "1.00"})

    guest.refresh_from_db()
    assert (answer.status_code, guest.name) == (409, "")
    assert 'value="Ana Reis"' in answer.content.decode()
    # Browsers come back to the form and not to a post.
    assert "js/answered" in answer.content.decode()
    assert 'value="Ana Reis"' in client.get(url(room)).content.decode()


@pytest.mark.parametrize(("name", "asked"), [("", True), ("Ana", False)])
def test_a_name_is_asked_of_those_who_have_none(client, room, name, asked):
    assert "Your name" in client.get(url(room)).content.decode()
    client.force_login(UserFactory(name=name))

    assert ("Your name" in client.get(url(room)).content.decode()) is asked


def test_a_name_that_is_there_stays(client, room):
    guest = UserFactory(name="Ana")
    client.post(url(room), {**TYPED, "name": "Somebody else", "key": key_on(client, room)})
    client.force_login(guest)

    client.post(url(room), {**TYPED, "name": "Somebody else"})

    guest.refresh_from_db()
    assert (guest.name, Booking.objects.count()) == ("Ana", 1)


def test_a_name_has_a_longest_length(client, room):
    client.force_login(UserFactory(name=""))

    assert client.post(url(room), {**TYPED, "name": "A" * 201}, follow=True).context["form"].errors
    assert client.post(url(room), {**TYPED, "name": "A" * 200}).status_code == 302

"""A house's own words in the admin: looked at with a real booking, tried out, kept, taken back."""

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest import fixture, mark

from messaging.models import Canned, Message, Override
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

TYPED = {"subject": "Yes from {house}", "text": "Come, {guest}. We hold {room} until {until}."}
LETTER = {"name": "The way", "subject": "How to find us", "body": "Hello {guest},\n\nturn left."}


@fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@fixture
def house(db):
    return HouseFactory(name="Own house", slug="own")


@fixture
def booking(house):
    guest = UserFactory(name="Ann Smith")
    return BookingFactory(room=RoomFactory(house=house, name="Fog room"), guest=guest, state="APPROVED")


@fixture
def steward(client, house):
    user = StewardFactory(house=house, email="maya@example.org")
    client.force_login(user)
    return user


def address(name="own", house="own", key="bookings.approved", language="en"):
    return reverse(f"mails:{name}", args=[house, key, language])


def test_list_names_every_mail_and_whose_words_it_has(client, steward, house):
    Override.objects.create(
        house=house, key="bookings.approved", language="nl", changed_at=NOW, changed_by=steward, **TYPED
    )

    page = client.get(reverse("mails:words", args=["own"])).content.decode()

    assert "Yes, pay by …" in page
    assert "Put down as living in the house" in page
    assert page.count("<strong>yours</strong> (nl)") == 1
    assert "Code to sign in" not in page
    assert "A letter of the house" not in page


@mark.parametrize("rows", [1, 3])
def test_lists_are_read_in_a_fixed_number_of_queries(client, steward, house, rows):
    for number in range(rows):
        Canned.objects.create(house=house, name=f"Letter {number}", subject="s", body="b")
        Override.objects.create(
            house=house, key=f"bookings.m{number}", language="en", changed_at=NOW, changed_by=steward, **TYPED
        )
    counts = []
    for name in ("words", "letters"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(reverse(f"mails:{name}", args=["own"]))
        counts.append(len([one for one in seen if "messaging_" in one["sql"]]))

    assert counts == [1, 1]


def test_form_begins_with_the_network_s_words_and_placeholders_in_them(client, steward, booking):
    page = client.get(address())

    initial = page.context["form"].initial
    assert initial["subject"] == "Yes from {house}: pay by Wed 4 March, 12:00"
    assert "Yes, come and stay. We hold your place in {room}, {dates}, until {until}." in initial["text"]
    assert page.context["lines"] == []


def test_look_shows_typed_words_with_a_real_booking_and_keeps_nothing(client, steward, booking):
    page = client.post(address(), {**TYPED, "do": "look"})

    seen = page.context["seen"]
    assert seen.subject == "Yes from Own house"
    assert "Come, Ann Smith. We hold Fog room until Wed 4 March, 12:00, Los Angeles time." in seen.text
    signs = {line.sign for line in page.context["lines"]}
    assert {"-", "+"} <= signs
    assert not Override.objects.exists()
    assert "{guest}" in page.content.decode()


def test_kept_words_go_out_from_then_on(client, steward, booking):
    answer = client.post(address(), {**TYPED, "do": "keep"})

    assert answer.status_code == 302
    assert Override.objects.values_list("house", "key", "language", "subject").get() == (
        booking.house.pk, "bookings.approved", "en", "Yes from {house}",
    )  # fmt: skip
    html = client.get(address("own_html")).content.decode()
    assert "Come, Ann Smith. We hold Fog room" in html
    assert "Content-Security-Policy" in client.get(address("own_html")).headers


def test_mistake_says_what_there_is_and_keeps_what_was_typed(client, steward, booking):
    page = client.post(
        address(), {"subject": "Hi", "text": "{guest.password}", "do": "keep"}
    ).content.decode()

    assert "{guest.password} is no placeholder here. There are: {house}, {network}" in page
    assert '<textarea name="text"' in page
    assert ">\n{guest.password}</textarea>" in page
    assert not Override.objects.exists()


def test_test_goes_to_oneself_and_what_was_typed_stays(client, steward, booking):
    page = client.post(address(), {**TYPED, "do": "test"})

    test = Message.objects.get(subject__startswith="Test: ")
    assert (test.to, test.thread, test.subject) == ("maya@example.org", None, "Test: Yes from Own house")
    assert "A test is on its way to maya@example.org." in page.content.decode()
    assert "Come, {guest}." in page.content.decode()


def test_reset_asks_first(client, steward, house):
    Override.objects.create(
        house=house, key="bookings.approved", language="en", changed_at=NOW, changed_by=steward, **TYPED
    )

    assert client.get(address("reset")).status_code == 200
    assert Override.objects.exists()
    assert client.post(address("reset")).status_code == 302
    assert not Override.objects.exists()


def test_house_without_a_booking_can_still_write_its_words(client, steward):
    assert "no booking yet to show it with" in client.get(address()).content.decode()
    assert client.post(address(), {**TYPED, "do": "keep"}).status_code == 302
    assert client.get(address("own_html")).status_code == 404


SHOWN = ["question", "cancelled", "welcome", "farewell", "house_day", "people_day"]


@mark.parametrize("key", [*(f"bookings.{key}" for key in SHOWN), "locations.resident_added"])
def test_every_mail_can_be_shown(client, steward, booking, key):
    page = client.get(address(key=key))

    assert page.status_code == 200
    assert page.context["seen"].text


@mark.parametrize(
    ("key", "language"),
    [
        ("bookings.nothing", "en"),
        ("django", "en"),
        ("bookings.from_house", "en"),
        ("bookings.approved", "fr"),
    ],
)
def test_what_a_house_can_t_say_itself_is_not_there(client, steward, key, language):
    assert client.get(address(key=key, language=language)).status_code == 404


def test_letters_are_written_changed_and_removed(client, steward, house):
    listed = reverse("mails:letters", args=["own"])
    assert "No letter kept yet" in client.get(listed).content.decode()

    client.post(reverse("mails:new_letter", args=["own"]), LETTER)
    letter = house.canned.get()
    client.post(reverse("mails:letter", args=["own", letter.pk]), {**LETTER, "name": "The way in"})

    assert "The way in" in client.get(listed).content.decode()
    assert (
        house.canned.get().body == LETTER["body"].replace("\n", "\r\n")
        or house.canned.get().body == LETTER["body"]
    )
    assert client.get(reverse("mails:remove_letter", args=["own", letter.pk])).status_code == 200
    client.post(reverse("mails:remove_letter", args=["own", letter.pk]))
    assert not house.canned.exists()


@mark.parametrize(
    ("typed", "said"),
    [
        ({"body": "{gast}"}, "{gast} is no placeholder here"),
        ({"name": ""}, "Give it a name to find it by."),
        ({}, "There is a letter of this name already."),
    ],
)
def test_letter_with_a_mistake_is_not_lost(client, steward, house, typed, said):
    Canned.objects.create(house=house, name="The way", subject="s", body="b")

    page = client.post(reverse("mails:new_letter", args=["own"]), LETTER | typed).content.decode()

    assert said in page
    assert "How to find us" in page
    assert house.canned.count() == 1


def test_another_house_s_words_and_letters_are_not_there(client, steward, db):
    other = HouseFactory(slug="other")
    letter = Canned.objects.create(house=other, name="Secret", subject="s", body="b")
    named = [
        reverse("mails:words", args=["other"]), address(house="other"), address("reset", house="other"),
        address("own_html", house="other"), reverse("mails:letters", args=["other"]),
        reverse("mails:new_letter", args=["other"]), reverse("mails:letter", args=["other", letter.pk]),
        reverse("mails:remove_letter", args=["other", letter.pk]),
        reverse("mails:letter", args=["own", letter.pk]),
        reverse("mails:remove_letter", args=["own", letter.pk]),
    ]  # fmt: skip

    answers = {
        (client.get(one).status_code, client.post(one, {**TYPED, **LETTER, "do": "keep"}).status_code)
        for one in named
    }

    assert answers <= {(404, 404), (404, 405)}
    assert not Override.objects.exists()
    assert list(Canned.objects.values_list("name", flat=True)) == ["Secret"]

"""Guest and house write to each other from the booking's two pages, and nothing typed is lost."""

from uuid import uuid4

import pytest
import time_machine
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse

from bookings.actions import write_to_guest, write_to_house
from bookings.actions.replies import take_reply
from messaging.actions.posts import Said
from messaging.models import Attachment, Became, Canned, Message, MessageState, Post
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.messaging import InboundFactory, attach

pytestmark = pytest.mark.django_db
DESK_QUERIES, STAY_QUERIES = 35, 26
KEY = "4f7c2a58-5e86-4b0f-9e1c-8a1d2f3b4c5d"
TYPED = {"subject": "Come at six", "text": "We are home then.\nMaya", "key": KEY, "do": "send"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path):
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", FileSystemStorage(tmp_path))


@pytest.fixture
def maya(db):
    house = HouseFactory(name="Embassy SF", slug="embassy-sf")
    return StewardFactory(house=house, name="Maya", email="maya@example.org")


@pytest.fixture
def booking(maya):
    house = maya.roles.get().house
    guest = UserFactory(name="Ann Smith", email="ann@example.org")
    return BookingFactory(room=RoomFactory(house=house, name="Fog room"), guest=guest)


@pytest.fixture
def desk(maya) -> Client:
    client = Client()
    client.force_login(maya)
    return client


@pytest.fixture
def guest(booking) -> Client:
    client = Client()
    client.force_login(booking.guest)
    return client


def on_desk(booking, name="booking", *more):
    return reverse(f"desk:{name}", args=[booking.house.slug, booking.number, *more])


def on_stay(booking, name="my_stay", *more):
    return reverse(name, args=[booking.number, *more])


def test_steward_writes_and_the_guest_gets_it_once(desk, guest, booking, maya):
    for _time in range(2):
        assert desk.post(on_desk(booking, "write"), TYPED).status_code == 302

    post = Post.objects.get()
    letter = Message.objects.get(key="bookings.from_house")
    assert (post.by, post.is_ours, letter.to, letter.subject) == (
        maya,
        True,
        "ann@example.org",
        "Come at six",
    )
    assert "We are home then." in letter.text
    for page in (desk.get(on_desk(booking)), guest.get(on_stay(booking))):
        assert page.content.decode().count("We are home then.<br>Maya") == 1


@pytest.mark.parametrize("lacks", ["subject", "text"])
def test_letter_with_a_mistake_comes_back_as_it_was(desk, booking, lacks):
    page = desk.post(on_desk(booking, "write"), TYPED | {lacks: ""})

    kept = {"subject": "We are home then.", "text": 'value="Come at six"'}[lacks]
    assert page.status_code == 200
    assert kept in page.content.decode()
    assert KEY in page.content.decode()
    assert not Post.objects.exists()


def test_kept_letter_is_filled_for_the_booking_above_what_is_typed(desk, booking):
    letter = Canned.objects.create(
        house=booking.house,
        name="The way",
        subject="To {house}",
        body="Hello {guest},\nyou sleep in {room}. {by}",
    )

    page = desk.post(on_desk(booking, "write"), TYPED | {"do": "choose", "letter": letter.pk})

    initial = page.context["letter_form"].initial
    assert initial["subject"] == "To Embassy SF"
    assert initial["text"] == "Hello Ann Smith,\nyou sleep in Fog room. Maya\n\nWe are home then.\nMaya"
    assert not Post.objects.exists()


def test_another_house_s_letter_or_none_leaves_what_is_typed(desk, booking):
    other = Canned.objects.create(house=HouseFactory(), name="Elsewhere", subject="x", body="Elsewhere")

    for chosen in (other.pk, ""):
        page = desk.post(on_desk(booking, "write"), TYPED | {"do": "choose", "letter": chosen})
        assert page.context["letter_form"].initial["text"] == "We are home then.\nMaya"
        assert "Elsewhere" not in page.content.decode()


def test_guest_writes_from_their_page(guest, desk, booking, maya):
    typed = {"text": "When may I come?", "key": KEY}

    for _time in range(2):
        assert guest.post(on_stay(booking, "write_to_house"), typed).status_code == 302

    assert Post.objects.get().by == booking.guest
    assert Message.objects.get(key="bookings.from_guest").to == "maya@example.org"
    assert "When may I come?" in desk.get(on_desk(booking)).content.decode()


def test_guest_who_wrote_nothing_is_told(guest, booking):
    page = guest.post(on_stay(booking, "write_to_house"), {"text": " ", "key": KEY})

    assert "Write something first." in page.content.decode()
    assert not Post.objects.exists()


def test_guest_who_writes_on_and_on_is_told_to_wait_and_loses_nothing(guest, booking, settings):
    caches["default"].clear()
    settings.ACCOUNT_RATE_LIMITS = {"write_to_house": "2/h/user"}

    answers = [
        guest.post(on_stay(booking, "write_to_house"), {"text": f"Look {n}!", "key": uuid4()})
        for n in range(3)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "Wait an hour, then send it again." in answers[-1].content.decode()
    assert "Look 2!</textarea>" in answers[-1].content.decode()
    assert Post.objects.count() == 2


def test_desk_shows_what_became_of_mails_and_the_guest_sees_their_own(desk, guest, booking, maya):
    write_to_guest(booking, said=Said("Come", "Come"), by=maya, now=NOW)
    Message.objects.filter(key="bookings.from_house").update(
        state=MessageState.SENT, sent_at=NOW, last_event=Became.BOUNCED
    )

    theirs, ours = guest.get(on_stay(booking)), desk.get(on_desk(booking)).content.decode()

    assert "Embassy SF has your request" in ours
    assert "asks to stay" in ours
    assert "mail to ann@example.org, came back: it could not be delivered" in ours
    seen = theirs.content.decode()
    assert "Embassy SF has your request" in seen
    assert "asks to stay" not in seen


def test_private_posts_are_not_for_the_guest(desk, guest, booking, maya):
    mail = InboundFactory(house=booking.house, sender="mum@example.org", text="Secret", decided_at=NOW)
    file = attach(mail, "plan.pdf")
    take_reply(mail, token=booking.thread.token, now=NOW)

    assert "Secret" in desk.get(on_desk(booking)).content.decode()
    assert "Secret" not in guest.get(on_stay(booking)).content.decode()
    assert desk.get(on_desk(booking, "file", file.pk)).getvalue() == b"the plan"
    assert guest.get(on_stay(booking, "stay_attachment", file.pk)).status_code == 404


def test_quoted_text_is_folded(desk, booking):
    take_reply(InboundFactory(house=booking.house), token=booking.thread.token, now=NOW)

    assert "<details><summary>Quoted text</summary>" in desk.get(on_desk(booking)).content.decode()


def test_files_are_saved_and_never_shown_to_guest_and_stewards_only(desk, guest, booking, client):
    mail = InboundFactory(house=booking.house)
    plan, page = attach(mail, "plan.pdf", b"%PDF"), attach(mail, "page.html", b"<script>")
    take_reply(mail, token=booking.thread.token, now=NOW)

    for who, address in (
        (desk, on_desk(booking, "file", plan.pk)),
        (guest, on_stay(booking, "stay_attachment", plan.pk)),
    ):
        got = who.get(address)
        assert got.getvalue() == b"%PDF"
        assert got["Content-Disposition"] == 'attachment; filename="plan.pdf"'
        assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert who.get(address.replace(str(plan.pk), str(page.pk))).status_code == 404
    shown = desk.get(on_desk(booking)).content.decode()
    assert "page.html: not kept" in shown

    client.force_login(UserFactory())
    assert client.get(on_stay(booking, "stay_attachment", plan.pk)).status_code == 404
    client.force_login(StewardFactory(house=HouseFactory()))
    assert client.get(on_desk(booking, "file", plan.pk)).status_code == 404
    other = BookingFactory(room=RoomFactory(house=booking.house), guest=booking.guest)
    assert guest.get(on_stay(other, "stay_attachment", plan.pk)).status_code == 404


@pytest.mark.parametrize("posts", [1, 3])
def test_conversation_costs_the_same_at_one_and_three_posts(
    desk, guest, booking, maya, django_assert_num_queries, posts
):
    for number in range(posts):
        write_to_house(booking, said=Said(f"Words {number}"), by=booking.guest, now=NOW)
        attach(mail := InboundFactory(house=booking.house), "plan.pdf")
        take_reply(mail, token=booking.thread.token, now=NOW)
    for who, address in ((desk, on_desk(booking)), (guest, on_stay(booking))):
        who.get(address)

    with django_assert_num_queries(DESK_QUERIES):
        desk.get(on_desk(booking))
    with django_assert_num_queries(STAY_QUERIES):
        guest.get(on_stay(booking))

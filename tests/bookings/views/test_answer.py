"""A link of the request mail: a page that asks once more, acts by POST only, and tells what was done."""

import re

import pytest
import time_machine
from django.urls import reverse

from bookings.actions import approve, withdraw
from bookings.models import AnswerKey, Booking
from bookings.queries.answers import signed
from locations.models import CapacityChange
from messaging.models import Message
from messaging.send.outbox import opened
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def maya(db):
    return StewardFactory(house=HouseFactory(name="Embassy SF"), name="Maya", email="maya@example.org")


@pytest.fixture
def booking(maya):
    room = RoomFactory(house=maya.roles.get().house, name="Fog room")
    return BookingFactory(room=room, guest=UserFactory(name="Ann Smith"))


def link(booking, verb="approve"):
    return reverse("answer", args=[signed(AnswerKey.objects.get(step__booking=booking)), verb])


def state(booking):
    return Booking.objects.get(pk=booking.pk).state


def test_links_of_the_mail_lead_to_pages_that_change_nothing(client, booking, settings):
    mail = Message.objects.get(key="bookings.new_request")
    links = re.findall(r"http\S+/stay/answer/\S+", opened(mail).text)

    pages = [client.get(one.removeprefix(settings.SITE_URL)) for one in links]

    assert [page.status_code for page in pages] == [200, 200]
    assert "Say yes to Ann Smith?" in pages[0].content.decode()
    assert "Say no to Ann Smith?" in pages[1].content.decode()
    assert {page["Referrer-Policy"] for page in pages} == {"same-origin"}
    assert all("no-store" in page["Cache-Control"] for page in pages)
    assert client.head(link(booking)).status_code == 200
    assert state(booking) == "REQUESTED"


def test_yes_is_the_steward_s_and_the_guest_is_told(client, booking, maya):
    page = client.post(link(booking)).content.decode()

    assert "You said yes" in page
    assert (state(booking), booking.moves.latest("pk").by) == ("APPROVED", maya)
    assert Message.objects.filter(key="bookings.approved", to=booking.guest.email).exists()


def test_no_needs_its_reason_and_keeps_nothing_else(client, booking):
    first = client.post(link(booking, "decline"), {"reason": " "}).content.decode()
    second = client.post(link(booking, "decline"), {"reason": "We paint."}).content.decode()

    assert "Give a reason: the guest reads it." in first
    assert "You said no" in second
    assert (state(booking), booking.moves.latest("pk").why) == ("DECLINED", "We paint.")


def test_used_link_says_who_answered_when(client, booking):
    client.post(link(booking))

    for page in (client.get(link(booking)), client.post(link(booking)), client.get(link(booking, "decline"))):
        assert "This request was answered already" in page.content.decode()
        assert "Maya approved it, Mon 2 March, 12:00." in page.content.decode()
    assert booking.moves.filter(end="APPROVED").count() == 1


def test_request_answered_on_the_desk_or_withdrawn_says_so(client, booking):
    noor = StewardFactory(house=booking.house, name="Noor")
    approve(booking, by=noor, now=NOW)
    assert "Noor approved it" in client.get(link(booking)).content.decode()

    other = BookingFactory(room=RoomFactory(house=booking.house), guest=UserFactory(name="Bo"))
    address = reverse(
        "answer", args=[signed(AnswerKey.objects.filter(step__booking=other).first()), "approve"]
    )
    withdraw(other, by=other.guest, now=NOW)
    assert "Bo withdrew it" in client.post(address).content.decode()


def test_request_nobody_answered_in_time_is_over(client, booking):
    with time_machine.travel(booking.answer_by, tick=False):
        for page in (client.get(link(booking)), client.post(link(booking))):
            assert "This request can't be answered any more" in page.content.decode()
    assert state(booking) == "REQUESTED"


def test_steward_who_lost_the_role_answers_no_more(client, booking, maya):
    maya.roles.all().delete()

    for page in (client.get(link(booking)), client.post(link(booking))):
        assert "You no longer answer for Embassy SF." in page.content.decode()
    assert state(booking) == "REQUESTED"


def test_full_room_is_said_and_the_link_stays_good(client, booking):
    CapacityChange.objects.filter(room=booking.room).update(beds=0)

    page = client.post(link(booking)).content.decode()

    assert "Fog room is full on the night of Tue 10 March." in page
    assert "Yes, approve" in page
    assert state(booking) == "REQUESTED"


@pytest.mark.parametrize("wrong", ["1:made-up", "1", "x" * 60])
def test_link_that_nobody_signed_is_not_there(client, booking, wrong):
    assert client.get(reverse("answer", args=[wrong, "approve"])).status_code == 404
    assert client.post(reverse("answer", args=[wrong, "approve"])).status_code == 404
    assert client.get(link(booking).replace("approve", "delete")).status_code == 404

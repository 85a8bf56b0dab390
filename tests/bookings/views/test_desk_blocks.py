"""Beds a steward keeps from being sold, as the desk does it."""

from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from bookings.actions.blocks import block
from bookings.models import BedNight
from bookings.queries import free_beds
from bookings.rules.states import State
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

TYPED = {"start": "2026-03-10", "end": "2026-03-13", "beds": "3", "reason": "Painting"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return SharedRoomFactory(beds=4, house=HouseFactory())


@pytest.fixture
def steward(room):
    return StewardFactory(house=room.house)


@pytest.fixture
def desk(client: Client, steward) -> Client:
    client.force_login(steward)
    return client


def address(name: str, room, *more) -> str:
    return reverse(f"desk:{name}", args=[room.house.slug, room.slug, *more])


def said(response) -> str:
    return " ".join(unescape(str(message)).strip() for message in get_messages(response.wsgi_request))


def free(room) -> list[int]:
    return [beds for _night, beds in free_beds(room, ARRIVE, DEPART + timedelta(days=1), now=NOW)]


def test_block_that_is_gone_is_not_asked_about_again(desk: Client, room, steward) -> None:
    kept = block(room, start=ARRIVE, end=DEPART, beds=1, reason="Paint", by=steward, now=NOW)
    desk.post(address("unblock", room, kept.pk))

    response = desk.get(address("unblock", room, kept.pk))

    assert (response.status_code, response["Location"]) == (302, address("capacity", room))
    assert "These beds are sold again already." in said(response)


def test_beds_are_blocked_and_listed(desk: Client, room, steward) -> None:
    response = desk.post(address("block", room), TYPED)
    page = desk.get(address("capacity", room)).content.decode()

    kept = room.blocks.get()
    assert (response.url, said(response)) == (address("capacity", room), "Blocked. Nobody can book that now.")
    assert (kept.start, kept.end, kept.beds, kept.by) == (ARRIVE, DEPART, 3, steward)
    assert free(room) == [1, 1, 1, 4]
    assert "Tue 10 Mar 2026 – Fri 13 Mar 2026, 3 beds" in " ".join(page.split())
    assert address("unblock", room, kept.pk) in page


def test_private_room_is_blocked_whole(desk: Client, room) -> None:
    private = RoomFactory(house=room.house)

    page = desk.get(address("block", private)).content.decode()
    desk.post(address("block", private), TYPED)

    assert 'name="beds"' not in page
    assert (private.blocks.get().beds, free(private)) == (1, [0, 0, 0, 1])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"start": "2026-03-01"}, "Nights before today are over"),
        ({"start": ""}, "Choose the first night."),
        ({"end": "soon"}, "Choose the last morning."),
        ({"end": "2026-03-10"}, "Choose an end after the start."),
        ({"end": "2028-04-01"}, "two years at most"),
        ({"beds": "0"}, "greater than or equal to 1"),
        ({"beds": "5"}, "the room offers only 4 beds"),
        ({"reason": " "}, "Say why, so that others know."),
    ],
)
def test_block_that_can_t_be_comes_back_with_a_message(desk: Client, room, typed, message) -> None:
    page = desk.post(address("block", room), TYPED | typed)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert f'value="{(TYPED | typed)["beds"]}"' in page.content.decode()
    assert not room.blocks.exists()


def test_stay_in_the_way_is_named_with_its_address(desk: Client, room) -> None:
    booking = BookingFactory(room=room, people=2, guest=UserFactory(name="Ana"), state=State.CONFIRMED)

    page = desk.post(address("block", room), TYPED).content.decode()

    assert f"2 beds are taken: Ana (stay {booking.number})" in page
    assert reverse("desk:booking", args=[room.house.slug, booking.number]) in page


def test_block_is_taken_away_after_saying_what_that_does(desk: Client, room, steward) -> None:
    kept = block(room, start=ARRIVE, end=DEPART, beds=3, reason="Painting", by=steward, now=NOW)

    asked = desk.get(address("unblock", room, kept.pk)).content.decode()
    left_alone = free(room)
    response = desk.post(address("unblock", room, kept.pk))

    assert "Blocked for “Painting” by" in asked
    assert "The nights before today" not in asked
    assert (left_alone, free(room)) == ([1, 1, 1, 4], [4, 4, 4, 4])
    assert said(response) == "Not blocked any more. Whoever asks first may book that."
    assert "Painting" not in desk.get(address("capacity", room)).content.decode()
    assert "sold again already" in said(desk.post(address("unblock", room, kept.pk)))


def test_nights_before_today_stay_blocked(desk: Client, room, steward) -> None:
    kept = block(room, start=date(2026, 3, 2), end=DEPART, beds=3, reason="Painting", by=steward, now=NOW)

    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        asked = desk.get(address("unblock", room, kept.pk)).content.decode()
        desk.post(address("unblock", room, kept.pk))

    assert "Wed 11 Mar 2026 – Fri 13 Mar 2026" in asked
    assert "The nights before today stay as they were." in asked
    assert BedNight.objects.filter(block=kept).latest("night").night == date(2026, 3, 10)


def test_block_of_another_room_is_404_here(desk: Client, room, steward) -> None:
    other = RoomFactory(house=room.house)
    kept = block(other, start=ARRIVE, end=DEPART, beds=1, reason="Painting", by=steward, now=NOW)

    assert desk.post(address("unblock", room, kept.pk)).status_code == 404
    assert other.blocks.filter(removed_at=None).exists()

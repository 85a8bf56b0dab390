"""Closing a house or a room, opening it again, and the kind of a room while nothing hangs on it."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bookings.actions import Refused
from bookings.actions.closing import change_kind, close, reopen
from bookings.rules.states import State
from locations.models import House, Kind, Room
from locations.queries import house_pages, live_houses, room_pages, selling_rooms
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room() -> Room:
    return RoomFactory()


@pytest.fixture
def steward(room):
    return StewardFactory(house=room.house)


def address(place: House | Room) -> str:
    if isinstance(place, House):
        return reverse("desk:close_house", args=[place.slug])
    return reverse("desk:close_room", args=[place.house.slug, place.slug])


def places(room: Room) -> tuple[House, Room]:
    return room.house, room


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_closed_sells_no_more_until_it_is_open_again(room, steward, which: int) -> None:
    place, booking = places(room)[which], BookingFactory(room=room, state=State.CONFIRMED)

    close(place, by=steward, now=NOW)

    booking.refresh_from_db()
    assert not selling_rooms().exists()
    assert (booking.state, booking.bed_nights.count()) == (State.CONFIRMED, 3)
    assert live_houses().exists() == (which == 1)

    reopen(place, by=steward, now=NOW)

    assert selling_rooms().get() == room
    logged = ModelLogEntry.objects.filter(
        object_id=str(place.pk), action__in=["bookings.close", "bookings.reopen"]
    )
    assert [(entry.action, entry.user) for entry in logged.order_by("pk")] == [
        ("bookings.close", steward), ("bookings.reopen", steward),
    ]  # fmt: skip


def test_closing_twice_and_opening_twice_are_refused(room, steward) -> None:
    with pytest.raises(Refused, match="open already"):
        reopen(room, by=steward, now=NOW)
    close(room, by=steward, now=NOW)
    with pytest.raises(Refused, match="closed already"):
        close(room, by=steward, now=NOW)


def test_reopening_publishes_what_was_written_meanwhile(room, steward) -> None:
    close(room, by=steward, now=NOW)
    page = room_pages([room])[room.pk]
    page.summary = "Painted anew"
    page.save_revision(user=steward)

    reopen(room, by=steward, now=NOW)

    assert room_pages([room])[room.pk].summary == "Painted anew"


@pytest.mark.parametrize("which", [0, 1])
def test_screen_names_who_is_to_come_closes_and_opens(client: Client, room, steward, which: int) -> None:
    place = places(room)[which]
    booking = BookingFactory(room=room, state=State.CONFIRMED)
    client.force_login(steward)

    asked = client.get(address(place)).content.decode()
    closed = client.post(address(place), {"do": "close"}, follow=True).content.decode()
    again = client.get(address(place)).content.decode()
    client.post(address(place), {"do": "reopen"})

    assert str(booking.guest) in asked
    assert "1 stay is still to come" in asked
    assert "is closed." in closed
    assert "Open it again" in again
    assert selling_rooms().get() == room


@pytest.mark.parametrize("which", [0, 1])
def test_screen_is_not_there_for_another_house(client: Client, room, which: int) -> None:
    client.force_login(StewardFactory(house=HouseFactory()))

    assert client.post(address(places(room)[which]), {"do": "close"}).status_code == 404
    assert house_pages([room.house])[room.house_id].live


def test_kind_changes_before_anybody_asked_and_beds_follow(client: Client) -> None:
    room = SharedRoomFactory()
    room.capacity_changes.create(start_date="2026-01-01", beds=6)
    client.force_login(StewardFactory(house=room.house))
    kind = reverse("desk:kind", args=[room.house.slug, room.slug])
    settings = reverse("houses:room_settings", args=[room.house.slug, room.slug])

    assert kind in client.get(settings).content.decode()
    assert client.post(kind, {"kind": "PRIVATE"}).url == settings

    room.refresh_from_db()
    assert room.kind == Kind.PRIVATE
    assert list(room.capacity_changes.values_list("beds", flat=True)) == [1]


def test_kind_stays_once_somebody_asked(client: Client, room, steward) -> None:
    BookingFactory(room=room, state=State.DECLINED)
    client.force_login(steward)
    kind = reverse("desk:kind", args=[room.house.slug, room.slug])

    page = client.post(kind, {"kind": "SHARED"})

    assert "Stays hang on what kind of room it is" in page.content.decode()
    with pytest.raises(Refused):
        change_kind(room, kind="SHARED", by=steward, now=NOW)
    assert Room.objects.get().kind == Kind.PRIVATE

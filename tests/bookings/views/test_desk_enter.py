"""The screen on which a steward enters a stay."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bookings.models import Booking
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(house=HouseFactory(), name="Fog room", rate=80)


@pytest.fixture
def desk(client: Client, room) -> Client:
    client.force_login(StewardFactory(house=room.house))
    return client


def address(room) -> str:
    return reverse("desk:enter", args=[room.house.slug])


def typed(place, **given) -> dict[str, object]:
    return {
        "room": place.pk, "arrive": str(ARRIVE), "depart": str(DEPART), "people": 1,
        "email": "ana@example.org", "name": "Ana", "key": "4f7c2a58-5e86-4b0f-9e1c-8a1d2f3b4c5d",
    } | given  # fmt: skip


def test_steward_looks_first_and_then_enters_the_stay_once(desk, room) -> None:
    look = desk.post(address(room), typed(room))
    before = Booking.objects.count()
    done = [desk.post(address(room), typed(room, sure="1")) for _time in range(2)]

    booking = Booking.objects.get()
    assert (look.status_code, before) == (200, 0)
    assert "Fog room has a bed on every night." in look.content.decode()
    assert [answer.url for answer in done] == [
        reverse("desk:booking", args=[room.house.slug, booking.number])
    ] * 2


def test_full_room_is_said_and_nothing_typed_is_lost(desk, room) -> None:
    BookingFactory(room=room, state="CONFIRMED")

    page = desk.post(address(room), typed(room, purpose="A talk", sure="1"))

    assert "is full on the night of" in page.content.decode()
    assert "A talk</textarea>" in page.content.decode()
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "ana"}, "email"),
        ({"depart": str(ARRIVE)}, "depart"),
        ({"arrive": "soon"}, "arrive"),
        ({"people": "0"}, "people"),
        ({"rate": "-1"}, "rate"),
        ({"rate": "1.001", "reason": "Odd"}, "rate"),
        ({"rate": "10"}, "reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk, room, given, field: str) -> None:
    page = desk.post(address(room), typed(room, sure="1", **given))

    assert list(page.context["form"].errors) == [field]
    assert not Booking.objects.exists()


def test_room_of_another_house_is_no_choice(desk, room) -> None:
    other = RoomFactory(house=HouseFactory())

    page = desk.post(address(room), typed(room, room=other.pk, sure="1"))

    assert list(page.context["form"].errors) == ["room"]
    assert desk.get(address(other)).status_code == 404


def test_link_from_the_calendar_fills_the_form(desk, room) -> None:
    page = desk.get(address(room), {"room": room.slug, "arrive": str(ARRIVE)})

    assert page.context["form"]["room"].value() == room.pk
    assert page.context["form"]["arrive"].value() == str(ARRIVE)


def test_house_without_rooms_leads_to_its_first(client) -> None:
    house = HouseFactory()
    client.force_login(StewardFactory(house=house))

    assert (
        reverse("houses:open_room", args=[house.slug])
        in client.get(reverse("desk:enter", args=[house.slug])).content.decode()
    )

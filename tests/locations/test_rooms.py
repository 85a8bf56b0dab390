"""What a room's stewards set themselves."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from bookings.rules.states import State
from locations.actions import change_room
from locations.models import Room
from locations.models.room import HIGHEST_RATE
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import OPENED, RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_change_room_sets_price_and_amenities():
    room = RoomFactory()

    change_room(room, rate=Decimal("12"), amenities=["DESK"], by=UserFactory(), now=OPENED)

    room.refresh_from_db()
    assert (room.rate, room.amenities, room.amenity_labels) == (Decimal("12"), ["DESK"], ["desk"])


def test_change_room_refuses_the_rest():
    room = RoomFactory()

    for changes in (
        {"kind": "SHARED"},
        {"rate": Decimal("-1")},
        {"rate": Decimal("1e9")},
        {"amenities": ["POOL"]},
    ):
        with pytest.raises(ValidationError):
            change_room(room, **changes, by=UserFactory(), now=OPENED)


def test_the_database_knows_the_amenities():
    room = RoomFactory()

    with pytest.raises(IntegrityError, match="room_has_known_amenities"):
        Room.objects.filter(pk=room.pk).update(amenities=["DESK", "POOL"])


def test_the_database_takes_the_highest_price_and_none_above():
    room = RoomFactory(rate=Decimal(HIGHEST_RATE))

    with pytest.raises(IntegrityError, match="room_rate_has_a_top"):
        Room.objects.filter(pk=room.pk).update(rate=HIGHEST_RATE + Decimal("0.0001"))


def test_the_screen_keeps_what_is_typed(client):
    room = RoomFactory()
    client.force_login(StewardFactory(house=room.house))
    url = reverse("houses:room_settings", args=[room.house.slug, room.slug])
    facts = {"name": "Hayes", "sleeps": "2", "order": "0", "guests_included": "1", "extra_guest": "0"}

    wrong = client.post(url, facts | {"rate": "-3", "amenities": ["PETS"]})
    right = client.post(url, facts | {"rate": "90.5", "amenities": ["PETS", "DESK"]})

    room.refresh_from_db()
    assert "greater than or equal to 0" in wrong.content.decode()
    assert 'value="PETS" id="id_amenities_7" checked' in wrong.content.decode()
    assert right["Location"] == reverse("houses:list")
    assert (room.rate, room.amenities) == (Decimal("90.5"), ["PETS", "DESK"])


def test_room_takes_its_name_its_order_and_how_many_it_sleeps(client):
    room = RoomFactory()
    client.force_login(StewardFactory(house=room.house))
    typed = {"name": "The Attic", "rate": "90", "sleeps": "3", "order": "4"}
    typed |= {"guests_included": "2", "extra_guest": "12.5"}

    client.post(reverse("houses:room_settings", args=[room.house.slug, room.slug]), typed)

    room.refresh_from_db()
    assert (room.name, room.rate, room.sleeps, room.order) == ("The Attic", Decimal("90"), 3, 4)
    assert (room.guests_included, room.extra_guest) == (2, Decimal("12.5"))


def test_room_never_sleeps_fewer_than_come_to_stay():
    booking = BookingFactory(room=RoomFactory(sleeps=3), people=2, state=State.CONFIRMED)

    with pytest.raises(ValidationError) as refused:
        change_room(booking.room, sleeps=1, by=UserFactory(), now=NOW)

    assert booking.number in refused.value.message_dict["sleeps"][0]
    assert change_room(booking.room, sleeps=2, by=UserFactory(), now=NOW).sleeps == 2

"""What a room's stewards set themselves."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from locations.actions import change_room
from locations.models import Room
from locations.models.room import HIGHEST_RATE
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

    wrong = client.post(url, {"rate": "-3", "amenities": ["PETS"]})
    right = client.post(url, {"rate": "90.5", "amenities": ["PETS", "DESK"]})

    room.refresh_from_db()
    assert "greater than or equal to 0" in wrong.content.decode()
    assert 'value="PETS" id="id_amenities_7" checked' in wrong.content.decode()
    assert right["Location"] == reverse("houses:list")
    assert (room.rate, room.amenities) == (Decimal("90.5"), ["PETS", "DESK"])

"""What a house is called, counted and dated by: set by operators, fixed once somebody asked."""

import pytest
from django.test import Client
from django.urls import reverse

from bookings.actions import Refused
from bookings.actions.basis import change_basis
from bookings.rules.states import State
from locations.models import House
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"name": "Hafenhaus", "currency": "eur", "time_zone": "Europe/Berlin"}


def test_operator_sets_name_currency_and_zone_before_anybody_asked(client: Client) -> None:
    house = RoomFactory().house
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("desk:basis", args=[house.slug])
    settings = reverse("houses:settings", args=[house.slug])

    assert address in client.get(settings).content.decode()
    assert client.post(address, TYPED).url == settings

    house.refresh_from_db()
    assert (house.name, house.currency, house.time_zone) == ("Hafenhaus", "EUR", "Europe/Berlin")


def test_currency_and_zone_stay_once_somebody_asked_and_the_name_may_change(client: Client) -> None:
    room, operator = RoomFactory(), UserFactory(is_superuser=True)
    house = room.house
    BookingFactory(room=room, state=State.DECLINED)
    client.force_login(operator)

    page = client.post(reverse("desk:basis", args=[house.slug]), TYPED).content.decode()
    kept = {"currency": house.currency, "time_zone": house.time_zone}
    changed = change_basis(house, name="New name", **kept, by=operator, now=NOW)

    assert "Stays hang on the house&#x27;s currency and time zone" in page
    assert 'value="Hafenhaus"' in page
    for wrong in ({"currency": "JPY"}, {"time_zone": "Asia/Tokyo"}):
        with pytest.raises(Refused):
            change_basis(house, name="New name", **kept | wrong, by=operator, now=NOW)
    assert changed == ["name"]
    assert House.objects.values_list("name", "currency", "time_zone").get() == ("New name", *kept.values())


def test_zone_that_there_is_not_is_said_at_its_field(client: Client) -> None:
    house = RoomFactory().house
    client.force_login(UserFactory(is_superuser=True))

    page = client.post(reverse("desk:basis", args=[house.slug]), {**TYPED, "time_zone": "Mars"})

    assert list(page.context["form"].errors) == ["time_zone"]

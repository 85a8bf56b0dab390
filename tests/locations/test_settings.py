"""What a house's stewards set themselves, and the list of their houses."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from locations.actions import change_settings
from locations.models import House, Palette, Terms
from tests.factories.locations import OPENED, HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 14


def typed(**changed) -> dict[str, str]:
    return {
        "terms": "INSTANT", "answer_days": "5", "hold_hours": "24", "max_nights": "30", "welcome_days": "2",
        "pay_when": "DEPOSIT", "deposit_percent": "20", "rest_days": "14",
        "lead_days": "1", "window_days": "365", "visibility": "LINK", "rules": "Be kind.", "palette": "moss",
    } | changed  # fmt: skip


def test_change_settings_changes_what_may_be_set() -> None:
    house = HouseFactory()

    changed = change_settings(house, palette=Palette.MOSS, answer_days=5, by=UserFactory(), now=OPENED)

    house.refresh_from_db()
    assert (house.palette, house.answer_days) == (changed.palette, changed.answer_days) == ("moss", 5)


@pytest.mark.parametrize("field", ["slug", "currency", "time_zone", "group", "legacy_id"])
def test_change_settings_refuses_what_is_the_operators(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        change_settings(HouseFactory(), **{field: "x"}, by=UserFactory(), now=OPENED)


@pytest.mark.parametrize(("field", "value"), [("answer_days", 0), ("hold_hours", 1), ("max_nights", 731)])
def test_change_settings_keeps_the_bounds(field: str, value: int) -> None:
    house = HouseFactory()

    with pytest.raises(ValidationError):
        change_settings(house, **{field: value}, by=UserFactory(), now=OPENED)

    assert getattr(House.objects.get(), field) != value


def test_settings_screen_keeps_what_is_typed(client: Client) -> None:
    house = HouseFactory()
    client.force_login(StewardFactory(house=house))

    page = client.post(reverse("houses:settings", args=[house.slug]), typed(), follow=True)

    house.refresh_from_db()
    assert "bookings made before keep their terms" in page.content.decode()
    assert (house.terms, house.max_nights, house.rules, house.palette) == (
        Terms.INSTANT,
        30,
        "Be kind.",
        "moss",
    )


def test_settings_screen_says_what_is_wrong_and_loses_nothing(client: Client) -> None:
    house = HouseFactory()
    client.force_login(StewardFactory(house=house))

    page = client.post(reverse("houses:settings", args=[house.slug]), typed(hold_hours="1")).content.decode()

    assert "greater than or equal to 2" in page
    assert "Be kind.</textarea>" in page
    assert House.objects.get().rules == ""


def test_settings_screen_sets_nothing_of_the_operators(client: Client) -> None:
    house = HouseFactory(slug="embassy-sf")
    client.force_login(StewardFactory(house=house))

    client.post(reverse("houses:settings", args=[house.slug]), typed(slug="mine", currency="EUR"))

    assert House.objects.values_list("slug", "currency").get() == ("embassy-sf", "USD")


@pytest.mark.parametrize("number", [1, 3])
def test_house_list_costs_the_same_for_one_and_three_houses(
    client: Client, django_assert_num_queries, number: int
) -> None:
    for _n in range(number):
        house = HouseFactory()
        RoomFactory(house=house, name="Attic")
        SharedRoomFactory(house=house, name="Bunks", live=False)
    client.force_login(UserFactory(is_superuser=True))
    client.get(reverse("houses:list"))

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("houses:list"))

    assert [[(one.beds, one.sells) for one in card.rooms] for card in page.context["cards"]] == [
        [(1, True), (4, False)]
    ] * number

"""Opening houses and rooms from the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from locations.models import House, Room
from locations.queries import house_pages, room_pages
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def typed_house(**changed) -> dict[str, str]:
    return {
        "name": "Embassy SF", "slug": "embassy-sf", "currency": "USD", "time_zone": "America/Los_Angeles",
        "language": "en", "terms": "REQUEST", "steward": "Ana@example.org",
    } | changed  # fmt: skip


def typed_room(**changed) -> dict[str, str]:
    return {
        "name": "The Attic",
        "slug": "the-attic",
        "kind": "PRIVATE",
        "sleeps": "2",
        "rate": "85",
    } | changed


def test_operator_opens_a_house_and_is_led_to_its_draft(client: Client) -> None:
    home_page()
    client.force_login(UserFactory(is_superuser=True))

    response = client.post(reverse("houses:open"), typed_house())

    house = House.objects.get()
    page = house_pages([house])[house.pk]
    assert (house.slug, page.live) == ("embassy-sf", False)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_opened_house_has_its_pages_its_steward_and_their_mail(client: Client, settings) -> None:
    settings.EMAIL_BACKEND = "messaging.send.backend.OutboxBackend"
    home_page()
    client.force_login(UserFactory(is_superuser=True))

    client.post(reverse("houses:open"), typed_house())

    house = House.objects.get()
    below = house_pages([house])[house.pk].get_children().values_list("slug", "live")
    assert list(below) == [("about", False), ("house-rules", False), ("getting-here", False)]
    assert [role.user.email for role in house.roles.all()] == ["ana@example.org"]
    assert house.messages.get().to == "ana@example.org"


@pytest.mark.parametrize("address", ["", "nobody", "closed@example.org"])
def test_house_without_somebody_to_run_it_is_not_opened(client: Client, address: str) -> None:
    home_page()
    UserFactory(email="closed@example.org", is_active=False)
    client.force_login(UserFactory(is_superuser=True))

    page = client.post(reverse("houses:open"), typed_house(steward=address))

    assert list(page.context["form"].errors) == ["steward"]
    assert not House.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("slug", "stay"), ("currency", "dollars"), ("language", "nl")])
def test_house_that_can_t_be_comes_back_with_the_field_marked(client: Client, field: str, value: str) -> None:
    home_page()
    client.force_login(UserFactory(is_superuser=True))

    page = client.post(reverse("houses:open"), typed_house(**{field: value}))

    assert list(page.context["form"].errors) == [field]
    assert 'value="Embassy SF"' in page.content.decode()
    assert not House.objects.exists()


@pytest.mark.parametrize("typed", ["eu", "ABC"])
def test_currency_that_there_is_not_is_refused_in_words(client: Client, typed: str) -> None:
    home_page()
    client.force_login(UserFactory(is_superuser=True))

    answer = client.post(reverse("houses:open"), typed_house(currency=typed))

    assert "Type its three letters, such as EUR." in answer.content.decode()
    assert not House.objects.exists()


def test_currency_may_be_typed_in_small_letters(client: Client) -> None:
    home_page()
    client.force_login(UserFactory(is_superuser=True))

    client.post(reverse("houses:open"), typed_house(currency="eur"))

    assert House.objects.get().currency == "EUR"


def test_address_another_house_has_is_refused_in_words(client: Client) -> None:
    home_page()
    HouseFactory(slug="embassy-sf")
    client.force_login(UserFactory(is_superuser=True))

    page = client.post(reverse("houses:open"), typed_house())

    assert page.context["form"].errors == {
        "slug": ["Another house has this address. Choose a different one."]
    }


@pytest.mark.parametrize("slug", ["Attic Room", "dachgeschoß"])
def test_address_with_a_space_or_a_foreign_letter_is_told_what_to_type(client: Client, slug: str) -> None:
    house = HouseFactory()
    client.force_login(StewardFactory(house=house))

    page = client.post(reverse("houses:open_room", args=[house.slug]), typed_room(slug=slug))

    assert page.context["form"].errors == {
        "slug": ["Use small letters, digits and hyphens only, such as “the-attic”."]
    }


def test_steward_opens_a_room_and_is_led_to_its_draft(client: Client) -> None:
    house = HouseFactory()
    client.force_login(StewardFactory(house=house))

    response = client.post(reverse("houses:open_room", args=[house.slug]), typed_room())

    room = Room.objects.get()
    page = room_pages([room])[room.pk]
    assert (room.house, room.slug, page.live) == (house, "the-attic", False)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(response.url).status_code == 200


def test_room_at_a_taken_address_comes_back(client: Client) -> None:
    room = RoomFactory(slug="the-attic")
    client.force_login(StewardFactory(house=room.house))

    page = client.post(reverse("houses:open_room", args=[room.house.slug]), typed_room())

    assert list(page.context["form"].errors) == ["slug"]
    assert Room.objects.count() == 1

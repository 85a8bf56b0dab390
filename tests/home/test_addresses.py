"""No page takes an address that belongs to the program."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from home.models import StandardPage
from home.rules.addresses import OURS, is_reserved
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, StewardFactory, home_page
from tests.factories.members import UserFactory


@pytest.mark.parametrize("slug", sorted(OURS | {"nl", "NL", "Stay"}))
def test_is_reserved_knows_our_paths_and_languages(slug: str) -> None:
    assert is_reserved(slug, languages=["en", "nl"])


@pytest.mark.parametrize("slug", ["embassy-sf", "stays", "about", "de"])
def test_is_reserved_leaves_everything_else(slug: str) -> None:
    assert not is_reserved(slug, languages=["en", "nl"])


@pytest.mark.django_db
@pytest.mark.parametrize("live", [True, False])
def test_page_below_home_refuses_a_reserved_address(live: bool) -> None:
    with pytest.raises(ValidationError) as refused:
        home_page().add_child(instance=StandardPage(title="Stay", slug="stay", live=live))

    assert list(refused.value.message_dict) == ["slug"]


@pytest.mark.django_db
def test_page_below_a_house_may_be_called_stay_but_never_move_up() -> None:
    house = HouseFactory()
    page = house_pages([house])[house.pk].add_child(instance=StandardPage(title="Stay", slug="stay"))

    assert not page.can_move_to(home_page())


@pytest.mark.django_db
def test_page_below_home_at_another_address_is_fine() -> None:
    page = home_page().add_child(instance=StandardPage(title="About", slug="about"))

    assert page.url_path == "/network/about/"


def add_page(client: Client, parent, slug: str):
    typed = {"title": "A page", "slug": slug, "body-count": "0", "comments-TOTAL_FORMS": "0"}
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    return client.post(address, {**typed, "comments-INITIAL_FORMS": "0", "action-publish": "1"})


@pytest.mark.django_db
def test_form_of_a_new_page_says_that_an_address_is_taken_by_the_site(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))

    refused = add_page(client, home_page(), "stay")

    assert "is an address of the site itself" in refused.content.decode()
    assert add_page(client, home_page(), "about").status_code == 302


@pytest.mark.django_db
def test_steward_adds_a_page_to_their_house(client: Client) -> None:
    house = HouseFactory()
    parent = house_pages([house])[house.pk]
    client.force_login(StewardFactory(house=house))

    assert add_page(client, parent, "stay").status_code == 302
    assert house_pages([house])[house.pk].get_children().get().slug == "stay"

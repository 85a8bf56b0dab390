"""A fresh install becomes a network when its first house opens."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage
from locations.actions import open_house
from locations.models import House
from tests.factories.locations import OPENED
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def first_house(**changed: str) -> House:
    details = {
        "name": "Embassy", "slug": "embassy", "currency": "USD", "time_zone": "UTC", "language": "en",
        "terms": "REQUEST",
    } | changed  # fmt: skip
    return open_house(**details, by=UserFactory(is_superuser=True), now=OPENED)


def test_first_house_opens_the_network_with_its_small_print(client: Client, settings) -> None:
    settings.SITE_URL = "https://houses.example.org"

    first_house()

    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page.specific_class) == (
        "houses.example.org", 443, HomePage,
    )  # fmt: skip
    assert set(Page.objects.filter(depth=2)) == {site.root_page}
    home = client.get("/").content.decode()
    for address, said in (("/terms/", "Who you book with"), ("/privacy/", "Who sees it")):
        assert f'href="{address}"' in home
        page = client.get(address).content.decode()
        assert said in page
        assert "Put your own words in its place" in page


def test_second_house_opens_nothing_again() -> None:
    first_house()
    first_house(slug="second")

    assert (HomePage.objects.count(), Page.objects.filter(slug="terms").count()) == (1, 1)


def test_house_in_a_language_without_a_front_door_is_refused_and_opens_nothing() -> None:
    with pytest.raises(ValidationError):
        first_house(language="nl")

    assert not HomePage.objects.exists()

"""No page takes an address that belongs to the program."""

import pytest
from django.core.exceptions import ValidationError

from home.models import StandardPage
from home.rules.addresses import OURS, is_reserved
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, home_page


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

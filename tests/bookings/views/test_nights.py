"""Pages that an edge may keep, and the pieces that bring their free nights up to date."""

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from home.models import StandardPage
from locations.models import Visibility
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
KEPT = "public, max-age=0, s-maxage=300, stale-while-revalidate=600"
NOT_KEPT = "private, no-store"


@pytest.fixture
def house():
    house = HouseFactory(slug="sf")
    RoomFactory(house=house, slug="attic")
    return house


def caching(answer) -> str:
    return answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/sf/", "/sf/attic/"])
def test_page_that_is_the_same_for_everybody_may_be_kept(client, house, address):
    answer = client.get(address)

    assert (answer.status_code, caching(answer)) == (200, KEPT)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


@pytest.mark.parametrize(
    "address", ["/?arrive=2027-03-01", "/sf/?guests=2", "/sf/attic/?month=2027-03", "/sf/attic/?now"]
)
def test_page_that_was_asked_something_is_not_kept(client, house, address):
    assert caching(client.get(address)) == NOT_KEPT


@pytest.mark.parametrize(
    "address", ["/stay/", "/sf/nowhere/", "/accounts/login/", "/stay/nights/", "/stay/ask/sf/attic/"]
)
def test_everything_else_is_not_kept(client, house, address):
    assert "no-store" in caching(client.get(address))


@pytest.mark.parametrize("address", ["/", "/sf/", "/sf/attic/"])
def test_nothing_is_kept_of_who_is_signed_in(client, house, address):
    client.force_login(UserFactory())

    assert caching(client.get(address)) == NOT_KEPT


def test_page_with_somebodys_message_is_not_kept(client, house):
    storage = CookieStorage(RequestFactory().get("/"))
    client.cookies["messages"] = storage._encode([Message(SUCCESS, "Your stay is sure.")])

    answer = client.get("/sf/")

    assert "Your stay is sure." in answer.text
    assert caching(answer) == NOT_KEPT


def test_house_of_members_is_never_kept(client):
    house = HouseFactory(slug="quiet", visibility=Visibility.MEMBERS)
    client.force_login(StewardFactory(house=house))

    assert caching(client.get("/quiet/")) == NOT_KEPT
    client.logout()
    assert caching(client.get("/quiet/")) == NOT_KEPT


def test_house_that_only_its_address_opens_may_be_kept_and_is_not_indexed(client):
    HouseFactory(slug="quiet", visibility=Visibility.LINK)

    answer = client.get("/quiet/")

    assert (caching(answer), answer.headers["X-Robots-Tag"]) == (KEPT, "noindex")


def test_page_of_words_may_be_kept(client):
    home_page().add_child(instance=StandardPage(title="About", slug="about"))

    assert caching(client.get("/about/")) == KEPT


def test_header_is_the_same_for_everybody(client, house):
    def header() -> str:
        page = client.get("/sf/").text
        return page[page.index("<header") : page.index("</header>")]

    before = header()
    client.force_login(UserFactory())

    assert header() == before
    assert "My stays" in before


def test_kept_page_asks_for_the_free_nights_of_now(client, house):
    assert 'hx-get="/stay/nights/?house=sf" hx-trigger="load"' in client.get("/sf/").text
    assert 'hx-get="/stay/nights/" hx-trigger="load"' in client.get("/").text
    assert 'hx-get="?now" hx-trigger="load"' in client.get("/sf/attic/").text
    assert 'hx-trigger="load"' not in client.get("/sf/?guests=1").text
    assert 'hx-trigger="load"' not in client.get("/sf/attic/?now").text


def test_pieces_find_their_places(client, house):
    page, pieces = client.get("/sf/").text, client.get("/stay/nights/?house=sf").text
    home, of_houses = client.get("/").text, client.get("/stay/nights/").text

    assert 'id="nights-attic"' in page
    assert 'id="nights-attic" hx-swap-oob="true"' in pieces
    assert 'id="next-free-sf"' in home
    assert 'id="next-free-sf" hx-swap-oob="true"' in of_houses


def test_pieces_show_no_house_that_may_not_be_seen(client, house):
    HouseFactory(slug="quiet", name="Quiet", visibility=Visibility.MEMBERS)
    HouseFactory(slug="hidden", visibility=Visibility.LINK)
    draft = HouseFactory(slug="draft", live=False)

    assert client.get("/stay/nights/?house=quiet").status_code == 404
    assert client.get(f"/stay/nights/?house={draft.slug}").status_code == 404
    assert client.get("/stay/nights/?house=hidden").status_code == 200
    every = client.get("/stay/nights/").text
    assert "quiet" not in every
    assert "hidden" not in every


@pytest.mark.parametrize("rooms", [1, 3])
def test_pieces_take_a_fixed_number_of_queries(client, django_assert_num_queries, rooms):
    house = HouseFactory(slug="sf")
    for _ in range(rooms):
        RoomFactory(house=house)
    client.get("/stay/nights/")

    with django_assert_num_queries(7):
        client.get("/stay/nights/?house=sf")
    with django_assert_num_queries(7):
        client.get("/stay/nights/")


def test_draft_shown_to_its_editor_is_not_kept(client, house):
    client.force_login(StewardFactory(house=house))
    page = house_pages([house])[house.pk]

    answer = client.get(f"/admin/pages/{page.pk}/view_draft/")

    assert answer.status_code == 200
    assert "s-maxage" not in caching(answer)

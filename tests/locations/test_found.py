"""What pages tell search engines: one address each, their languages, and data that a script can't leave."""

import json
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page

from home.models import StandardPage
from locations.models import House, Visibility
from locations.queries import house_pages, room_pages
from tests.factories.locations import HouseFactory, RoomFactory, home_page

pytestmark = pytest.mark.django_db

SITEMAP_QUERIES = 3
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://houses.example.org"


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.SITE_URL = SITE


def head(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").head


def things(soup: BeautifulSoup) -> list[dict]:
    script = soup.find("script", type="application/ld+json")
    return json.loads(script.string)["@graph"] if script else []


def meta(soup: BeautifulSoup, **named: str) -> str | None:
    found = soup.find("meta", attrs=named)
    return found["content"] if found else None


def in_german(page: Page, slug: str) -> Page:
    locale, _new = Locale.objects.get_or_create(language_code="de")
    copy = page.copy_for_translation(locale, copy_parents=True)
    copy.title = f"{page.title} auf Deutsch"
    copy.save_revision().publish()
    return copy


@pytest.fixture
def house() -> House:
    house = HouseFactory(name="Embassy", slug="embassy")
    page = house_pages([house])[house.pk]
    page.summary, page.place, page.address = "A house </script><b>", "San Francisco", "1 Hill St"
    page.save_revision().publish()
    return house


def test_house_is_described_for_machines(client: Client, house) -> None:
    soup = head(client, "/embassy/?month=2027-03")

    lodging, trail = things(soup)
    assert soup.find("link", rel="canonical")["href"] == f"{SITE}/embassy/"
    assert meta(soup, property="og:url") == f"{SITE}/embassy/"
    assert meta(soup, name="description") == meta(soup, property="og:description") == "A house </script><b>"
    assert (lodging["@type"], lodging["name"], lodging["url"]) == (
        "LodgingBusiness", "Embassy", f"{SITE}/embassy/",
    )  # fmt: skip
    assert lodging["description"] == "A house </script><b>"
    assert lodging["address"]["streetAddress"] == "1 Hill St"
    assert [item["item"] for item in trail["itemListElement"]] == [f"{SITE}/", f"{SITE}/embassy/"]
    assert meta(soup, name="robots") is None


def test_words_can_t_leave_the_script(client: Client, house) -> None:
    body = client.get("/embassy/").content.decode()

    assert "A house </script>" not in body
    assert "A house \\u003C/script\\u003E\\u003Cb\\u003E" in body


def test_room_is_an_offer(client: Client, house) -> None:
    RoomFactory(house=house, name="Attic", slug="attic", sleeps=3)

    room, trail = things(head(client, "/embassy/attic/"))

    assert (room["name"], room["offers"]["price"], room["offers"]["priceCurrency"]) == ("Attic", "85", "USD")
    assert room["containedInPlace"]["url"] == f"{SITE}/embassy/"
    assert [item["name"] for item in trail["itemListElement"]] == ["Home", "Embassy", "Attic"]


def test_home_has_an_address_and_no_data(client: Client) -> None:
    home_page()
    soup = head(client, "/")

    assert soup.find("link", rel="canonical")["href"] == f"{SITE}/"
    assert things(soup) == []


def test_house_by_link_asks_not_to_be_listed(client: Client) -> None:
    house = HouseFactory(visibility=Visibility.LINK)

    assert meta(head(client, f"/{house.slug}/"), name="robots") == "noindex"


@pytest.mark.parametrize(("path", "listed"), [("/stay/", True), ("/stay/?guests=2", False)])
def test_search_is_listed_only_without_its_answers(client: Client, path, listed) -> None:
    home_page()

    assert (meta(head(client, path), name="robots") is None) == listed


def test_form_of_a_room_is_not_the_room(client: Client, house) -> None:
    RoomFactory(house=house, slug="attic")

    soup = head(client, "/stay/ask/embassy/attic/?arrive=2027-03-01&depart=2027-03-03&guests=1")

    assert (meta(soup, name="robots"), soup.find("link", rel="canonical"), things(soup)) == (
        "noindex", None, [],
    )  # fmt: skip


def test_page_names_its_versions_in_other_languages(client: Client, house) -> None:
    in_german(home_page(), "netz")
    in_german(house_pages([house])[house.pk], "embassy")

    for path in ("/embassy/", "/de/embassy/"):
        links = head(client, path).find_all("link", rel="alternate")
        assert {link["hreflang"]: link["href"] for link in links} == {
            "en": f"{SITE}/embassy/", "de": f"{SITE}/de/embassy/", "x-default": f"{SITE}/embassy/",
        }  # fmt: skip


def locations(client: Client) -> list[str]:
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [(found.text or "").removeprefix(SITE) for found in urls.iter(f"{SITEMAP}loc")]


def test_sitemap_names_what_is_for_everybody_in_every_language(client: Client, house) -> None:
    RoomFactory(house=house, slug="attic")
    RoomFactory(house=house, slug="draft", live=False)
    house_pages([house])[house.pk].add_child(instance=StandardPage(title="Garden", slug="garden"))
    home_page().add_child(instance=StandardPage(title="About", slug="about"))
    in_german(home_page(), "netz")

    assert sorted(locations(client)) == [
        "/", "/about/", "/de/", "/embassy/", "/embassy/attic/", "/embassy/garden/",
    ]  # fmt: skip
    assert 'hreflang="de"' in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("visibility", [Visibility.LINK, Visibility.MEMBERS])
def test_sitemap_and_robots_do_not_name_a_hidden_house(client: Client, visibility) -> None:
    house = HouseFactory(visibility=visibility, slug="hidden")
    room = RoomFactory(house=house, slug="attic")
    house_pages([house])[house.pk].add_child(instance=StandardPage(title="Garden", slug="garden"))
    assert room_pages([room])

    said = client.get("/sitemap.xml").content + client.get("/robots.txt").content

    assert (b"hidden" in said, locations(client)) == (False, ["/"])


def test_sitemap_leaves_out_a_house_that_closed_and_all_below(client: Client, house) -> None:
    page = house_pages([house])[house.pk]
    page.add_child(instance=StandardPage(title="Garden", slug="garden"))
    page.unpublish()

    assert locations(client) == ["/"]


@pytest.mark.parametrize("number", [1, 3])
def test_sitemap_costs_the_same_for_one_house_and_three(client, django_assert_num_queries, number) -> None:
    for _ in range(number):
        RoomFactory()
    client.get("/sitemap.xml")

    with django_assert_num_queries(SITEMAP_QUERIES):
        client.get("/sitemap.xml")


def test_robots_keep_out_of_what_is_nobody_s_to_list(client: Client, settings) -> None:
    words = client.get("/robots.txt").content.decode()
    assert "Disallow: /accounts/\n" in words
    assert f"Sitemap: {SITE}/sitemap.xml" in words

    settings.STAGING = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_small_print_is_linked_from_the_foot_and_from_the_asking_form(client: Client, house) -> None:
    RoomFactory(house=house, slug="attic")
    for title in ("Terms", "Privacy"):
        home_page().add_child(instance=StandardPage(title=title, slug=title.lower()))

    foot = BeautifulSoup(client.get("/").content, "html.parser").footer
    asked = client.get("/stay/ask/embassy/attic/?arrive=2027-03-01&depart=2027-03-03&guests=1")
    form = BeautifulSoup(asked.content, "html.parser").select_one("main form")

    for part in (foot, form):
        assert {"/terms/", "/privacy/"} <= {link["href"] for link in part.find_all("a")}

"""A house's page: its parts where its stewards put them, its people by their word, its pictures in order."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile

from home.images import SiteImage
from home.models import StandardPage
from locations.actions import choose_listing
from locations.models import House, HousePage, HousePicture
from locations.queries import house_pages
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory, home_page
from tests.home.uploads import encoded

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
NOON = datetime(2027, 3, 1, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def house() -> House:
    room = RoomFactory(house=HouseFactory(name="Embassy"), name="Attic")
    return room.house


def publish(page, blocks: list[tuple[str, dict]]) -> None:
    page.body = blocks
    page.save_revision().publish()


def page_of(house: House) -> HousePage:
    return house_pages([house])[house.pk]


def shown(client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def headings(page: BeautifulSoup) -> list[str]:
    return [heading.get_text(strip=True) for heading in page.select("h2")]


def agreed(house: House, name: str) -> None:
    steward = StewardFactory(house=house, name=name, bio="Bakes.")
    choose_listing(house, listed=True, by=steward, now=NOON)


def test_rooms_and_people_stand_at_the_end_without_being_placed(client, house):
    agreed(house, "Ada")
    StewardFactory(house=house, name="Bram")

    page = shown(client, f"/{house.slug}/")

    assert headings(page) == ["Rooms", "People", "How it works here"]
    assert [person.h3.get_text() for person in page.select(".person")] == ["Ada"]
    assert page.select_one(".person").p.get_text() == "Bakes."


def test_rooms_and_people_stand_once_where_they_are_placed(client, house):
    agreed(house, "Ada")
    publish(
        page_of(house),
        [
            ("rooms", {"heading": "Where you sleep"}),
            ("people", {"heading": "", "text": "Those who open the door."}),
            ("text", "<h2>The rest</h2>"),
        ],
    )

    page = shown(client, f"/{house.slug}/")

    assert headings(page) == ["Where you sleep", "People", "The rest", "How it works here"]
    assert len(page.select(".room")) == len(page.select(".person")) == 1


def test_further_page_of_a_house_shows_its_rooms_and_a_page_of_none_shows_nothing(client, house):
    blocks = [("rooms", {"heading": ""}), ("people", {"heading": "", "text": ""})]
    of_house, of_none = (StandardPage(title="Stay", slug="sleep") for _ in range(2))
    page_of(house).add_child(instance=of_house)
    home_page().add_child(instance=of_none)
    agreed(house, "Ada")
    publish(of_house, blocks)
    publish(of_none, blocks)

    assert headings(shown(client, f"/{house.slug}/sleep/")) == ["Rooms", "People"]
    assert headings(shown(client, "/sleep/")) == []


def test_gallery_of_a_house_keeps_its_order_and_shows_each_picture_once(client, house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    images = [
        SiteImage.objects.create(
            title=name, description=f"The {name}", file=ContentFile(encoded("JPEG"), name=f"{name}.jpg")
        )
        for name in ("roof", "hall")
    ]
    page = page_of(house)
    page.gallery = [
        HousePicture(image=images[1]),
        HousePicture(image=images[0]),
        HousePicture(image=images[1]),
    ]
    page.save_revision().publish()

    pictures = shown(client, f"/{house.slug}/").select(".room-gallery img")

    assert [one["alt"] for one in pictures] == ["The hall", "The roof"]
    assert {one["loading"] for one in pictures} == {"lazy"}


@pytest.mark.parametrize("number", [1, 3])
def test_house_with_all_its_parts_costs_the_same_for_one_room_and_three(
    client, django_assert_num_queries, number
):
    house = HouseFactory()
    for place in range(number):
        RoomFactory(house=house)
        agreed(house, f"Ada {place}")
    publish(page_of(house), [("rooms", {"heading": ""}), ("people", {"heading": "", "text": ""})])
    cache.clear()
    client.get(f"/{house.slug}/")

    with django_assert_num_queries(22):
        client.get(f"/{house.slug}/")


def test_house_with_forty_rooms_and_the_longest_names_shows_all_of_them(client):
    house = HouseFactory(name="Haus zur langen Donaudampfschifffahrtsgesellschaft am Wasser")
    for number in range(40):
        RoomFactory(house=house, name=f"Zimmer mit einem recht langen Namen zum Hof hinaus, Nr. {number}")

    assert len(shown(client, f"/{house.slug}/").select(".room")) == 40

"""The public pages as they arrive: what they show of rows, and for how many queries."""

import gc
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image

from home.actions import renditions
from home.images import SiteImage
from locations.models import HousePage, RoomPage, RoomPicture, Terms
from locations.queries import house_pages, room_pages
from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, home_page

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


def soup(client, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def words(found) -> str:
    return " ".join(found.get_text(" ").split())


def picture(title: str, tmp_path, settings) -> SiteImage:
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / f"{title}.jpg"
    Image.new("RGB", (60, 40), "teal").save(path)
    file = ContentFile(path.read_bytes(), name=path.name)
    return SiteImage.objects.create(title=title, description=f"The {title}", file=file)


def test_home_shows_houses_with_price_free_night_and_terms(client):
    house = HouseFactory(name="Embassy", currency="EUR", terms=Terms.INSTANT, palette="canal")
    RoomFactory(house=house, rate=Decimal("98"))
    RoomFactory(house=house, rate=Decimal("45.50"))
    HousePage.objects.update(place="Amsterdam")

    (card,) = soup(client, "/").select(".house")

    assert card["class"] == ["house", "palette-canal"]
    assert words(card) == (
        "Amsterdam Embassy From €45.50 a night Next free night Mon 1 March How it works Book and pay at once"
    )


def test_home_without_houses_says_so(client):
    home_page()

    assert "No house has opened its doors yet" in words(soup(client, "/").main)


def test_house_compares_rooms_by_their_next_thirty_nights(client):
    house = HouseFactory(name="Embassy")
    room = RoomFactory(house=house, name="Attic", rate=Decimal("85"))
    today = date(2027, 3, 1)
    BookingFactory(room=room, arrive=today, depart=today + timedelta(days=3), state="CONFIRMED")

    page = soup(client, "/house-0/" if house.slug == "house-0" else f"/{house.slug}/")

    (row,) = page.select(".room")
    assert [span.get("class") for span in row.select(".strip-nights span")] == [None] * 3 + [["free"]] * 27
    assert words(row.select_one(".strip p")) == "27 of the next 30 nights free, the first Thu 4 March"
    assert words(row.select_one(".room-price")) == "$85 a night"
    assert words(page.select_one(".stay-bar-price")) == "from $85 a night"


def test_house_without_rooms_says_what_to_do(client):
    house = HouseFactory()

    assert "No room is open at the moment" in words(soup(client, f"/{house.slug}/").main)


def test_room_offers_its_free_days_as_links_and_marks_the_rest(client):
    room = SharedRoomFactory(rate=Decimal("40"), beds=1)
    BookingFactory(room=room, arrive=date(2027, 3, 10), depart=date(2027, 3, 11), people=1, state="CONFIRMED")

    page = soup(client, f"/{room.house.slug}/{room.slug}/")

    free, full = page.select_one("#day-2027-03-09"), page.select_one("#day-2027-03-10")
    assert (free.name, free["href"]) == ("a", "?arrive=2027-03-09&guests=1#calendar")
    assert words(free) == "9 Tuesday 9 March, $40 1 free"
    assert (full.name, words(full)) == ("span", "10 Wednesday 10 March, full")
    assert page.select_one("#day-2027-02-28") is None
    assert [words(month.caption) for month in page.select(".month")] == ["March 2027", "April 2027"]


def test_full_day_can_still_be_a_departure(client):
    room = RoomFactory()
    BookingFactory(room=room, arrive=date(2027, 3, 10), depart=date(2027, 3, 11), state="CONFIRMED")

    page = soup(client, f"/{room.house.slug}/{room.slug}/?arrive=2027-03-08&guests=1")

    assert (
        page.select_one("#day-2027-03-10")["href"] == "?arrive=2027-03-08&depart=2027-03-10&guests=1#calendar"
    )
    assert "picked-first" in page.select_one("#day-2027-03-08").parent["class"]


def test_room_quotes_the_stay_and_leads_to_asking(client):
    room = RoomFactory(rate=Decimal("85"))

    page = soup(client, f"/{room.house.slug}/{room.slug}/?arrive=2027-03-08&depart=2027-03-10&guests=2")

    assert words(page.select_one("#total")) == "170.00"
    assert words(page.select_one("#ask")) == "Ask to stay"
    assert page.select_one("#ask")["href"].endswith("?arrive=2027-03-08&depart=2027-03-10&guests=2")


def test_room_says_why_the_stay_is_not_possible_and_what_else_is(client):
    room = RoomFactory()

    page = soup(client, f"/{room.house.slug}/{room.slug}/?arrive=2027-03-08&depart=2027-03-30&guests=1")

    assert words(page.select_one("#why-not")) == "Longest stay is 14 nights."
    assert page.select_one("#ask") is None
    assert f"house={room.house.slug}" in page.select_one(".quote-card a.button")["href"]


def test_room_puts_a_message_beside_a_date_that_is_wrong(client):
    room = RoomFactory()

    page = soup(client, f"/{room.house.slug}/{room.slug}/?arrive=2027-03-08&depart=2027-03-05&guests=1")

    field = page.select_one("#id_depart")
    assert field["aria-invalid"] == "true"
    assert words(page.find(id=field["aria-describedby"])) == "Choose a departure after the arrival."


@pytest.fixture
def collected():
    """Wagtail leaves its temporary files to the collector; here it comes while their warning is ignored."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.usefixtures("collected")
def test_pictures_come_in_three_formats_with_size_and_words(client, tmp_path, settings):
    room = RoomFactory()
    page = room_pages([room])[room.pk]
    page.picture = picture("attic", tmp_path, settings)
    page.gallery = [RoomPicture(image=picture("stairs", tmp_path, settings)), RoomPicture(image=page.picture)]
    page.save_revision().publish()
    renditions.run_due(NOON)

    shown = soup(client, f"/{room.house.slug}/{room.slug}/").select(".room-gallery picture")

    assert [[source["type"] for source in one.select("source")] for one in shown] == [
        ["image/avif", "image/webp"]
    ] * 2
    assert [(one.img["alt"], one.img["width"], one.img["height"]) for one in shown] == [
        ("The attic", "60", "40"), ("The stairs", "60", "40"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_home_costs_the_same_for_one_house_and_three(client, django_assert_num_queries, number):
    for _ in range(number):
        RoomFactory()
    counted(client, "/", django_assert_num_queries, 16)


@pytest.mark.parametrize("number", [1, 3])
def test_house_costs_the_same_for_one_room_and_three(client, django_assert_num_queries, number):
    house = HouseFactory()
    for _ in range(number):
        RoomFactory(house=house)
    counted(client, f"/{house.slug}/", django_assert_num_queries, 22)


def counted(client, path: str, django_assert_num_queries, number: int) -> None:
    cache.clear()
    client.get(path)
    with django_assert_num_queries(number):
        client.get(path)


def test_copy_of_a_page_without_a_row_is_nobody_s_to_see(client):
    room = RoomFactory()
    house = house_pages([room.house])[room.house.pk]
    copied = house.copy(update_attrs={"slug": "copy", "title": "Copy"}, reset_translation_key=True)
    room_copy = RoomPage.objects.child_of(copied).first()

    assert client.get("/copy/").status_code == 404
    assert room_copy is None or client.get(room_copy.url).status_code == 404

"""Opening houses and rooms, and what of them sells."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from locations.actions import open_house, open_room
from locations.models import House, HousePage, Kind, Room
from locations.queries import house_of_page, house_pages, live_houses, room_of_page, room_pages, selling_rooms
from tests.factories.locations import OPENED, HouseFactory, RoomFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

OURS = [
    "stay",
    "api",
    "admin",
    "accounts",
    "payments",
    "mail",
    "calendars",
    "static",
    "media",
    "documents",
    "healthz",
]


def open_embassy(**fields) -> House:
    wanted = {
        "name": "Embassy SF",
        "slug": "embassy-sf",
        "currency": "USD",
        "time_zone": "America/Los_Angeles",
        "language": "en",
        "terms": "REQUEST",
        "by": UserFactory(is_superuser=True),
        "now": OPENED,
    }
    return open_house(**(wanted | fields))


def test_open_house_makes_row_draft_page_group_and_collection() -> None:
    home = home_page()

    house = open_embassy()

    page = house_pages([house])[house.pk]
    assert (page.slug, page.live, page.get_parent().specific) == ("embassy-sf", False, home)
    assert (house.group.name, house.collection.name) == ("House: embassy-sf", "Embassy SF")


@pytest.mark.parametrize("slug", [*OURS, "en", "nl"])
def test_open_house_refuses_an_address_of_the_site(slug: str) -> None:
    home_page()

    with pytest.raises(ValidationError) as refused:
        open_embassy(slug=slug)

    assert list(refused.value.message_dict) == ["slug"]
    assert not HousePage.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Embassy_SF"),
        ("currency", "dollars"),
        ("time_zone", "Mars/Olympus"),
        ("language", "nl"),
        ("name", ""),
    ],
)
def test_open_house_says_what_is_wrong(field: str, value: str) -> None:
    home_page()

    with pytest.raises(ValidationError) as refused:
        open_embassy(**{field: value})

    assert list(refused.value.message_dict) == [field]


def test_open_house_needs_its_own_address() -> None:
    home_page()
    open_embassy()

    with pytest.raises(ValidationError) as refused:
        open_embassy()

    assert list(refused.value.message_dict) == ["slug"]


def test_open_room_makes_row_and_draft_page_below_the_house() -> None:
    house = HouseFactory()
    fields = {"name": "Hayes", "slug": "hayes", "kind": Kind.PRIVATE, "sleeps": 2, "rate": Decimal("85")}

    room = open_room(house, **fields, by=UserFactory(is_superuser=True), now=OPENED)

    page = room_pages([room])[room.pk]
    assert (page.slug, page.live, page.get_parent().specific) == (
        "hayes",
        False,
        house_pages([house])[house.pk],
    )
    assert list(room.capacity_changes.all()) == []


def test_open_room_refuses_an_address_twice_in_a_house() -> None:
    room = RoomFactory(slug="hayes")

    with pytest.raises(ValidationError) as refused:
        RoomFactory(house=room.house, slug="hayes")

    assert list(refused.value.message_dict) == ["slug"]


def test_room_address_is_free_in_another_house() -> None:
    RoomFactory(slug="hayes")

    assert RoomFactory(slug="hayes").slug == "hayes"


def test_page_address_follows_the_row_whatever_a_revision_says() -> None:
    house = HouseFactory(slug="embassy-sf")
    page = house_pages([house])[house.pk]
    page.slug = "elsewhere"

    page.save_revision().publish()

    assert house_pages([house])[house.pk].slug == "embassy-sf"


def test_page_describes_one_row_only() -> None:
    room = RoomFactory()

    with pytest.raises(IntegrityError):
        Room.objects.create(house=room.house, name="Twin", slug="twin", rate=1, page_key=room.page_key)


def test_room_sells_while_both_pages_are_live() -> None:
    room = RoomFactory()
    RoomFactory(live=False)
    RoomFactory(house=HouseFactory(live=False))

    assert list(selling_rooms()) == [room]


def test_selling_rooms_narrow_to_houses() -> None:
    room, _other = RoomFactory(), RoomFactory()

    assert list(selling_rooms(House.objects.filter(pk=room.house_id))) == [room]


def test_unpublishing_the_house_stops_every_room() -> None:
    room = RoomFactory()

    house_pages([room.house])[room.house_id].unpublish()

    assert (list(selling_rooms()), list(live_houses())) == ([], [])


def test_copied_page_has_no_row() -> None:
    room = RoomFactory(slug="hayes")
    page = room_pages([room])[room.pk]

    copy = page.copy(update_attrs={"slug": "hayes-2"})

    assert (room_of_page(page), room_of_page(copy)) == (room, None)
    assert house_of_page(copy) == room.house


def test_pages_are_found_in_one_query(django_assert_num_queries) -> None:
    rooms = [RoomFactory() for _n in range(3)]

    with django_assert_num_queries(1):
        assert len(room_pages(rooms)) == 3
    with django_assert_num_queries(1):
        assert len(house_pages([room.house for room in rooms])) == 3

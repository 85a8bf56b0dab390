"""Changing an address moves pages and keeps every old address leading to the new one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from home.models import StandardPage
from locations.actions import change_house_slug, change_room_slug, open_house, open_room
from locations.models import House, OldSlug, Room, Visibility
from locations.queries import house_at, house_pages, room_at, room_pages
from tests.factories.locations import OPENED, HouseFactory, RoomFactory, StewardFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

DATES = "arrive=2027-03-01&depart=2027-03-03&guests=1"


@pytest.fixture
def operator():
    return UserFactory(is_superuser=True)


@pytest.fixture
def room() -> Room:
    return RoomFactory(house=HouseFactory(slug="old-house"), slug="old-room")


@pytest.fixture
def moved(room, operator) -> Room:
    """House and room under new addresses."""
    change_house_slug(room.house, slug="new-house", by=operator, now=OPENED)
    return change_room_slug(room, slug="new-room", by=operator, now=OPENED)


def goes_to(client: Client, address: str) -> tuple[int, str | None]:
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location")


def test_pages_of_every_language_follow(room, operator) -> None:
    german, _new = Locale.objects.get_or_create(language_code="de")
    page = house_pages([room.house])[room.house.pk]
    copy = page.copy_for_translation(german, copy_parents=True)

    house = change_house_slug(room.house, slug="new-house", by=operator, now=OPENED)

    for one in (page, copy):
        one.refresh_from_db()
    assert (page.slug, copy.slug, page.url) == ("new-house", "new-house", "/new-house/")
    assert room_pages([room])[room.pk].url == "/new-house/old-room/"
    assert house.mail_address.startswith("stay@new-house.")
    assert house.group.name == "House: new-house"


def test_publishing_a_revision_from_before_moves_nothing(room, operator) -> None:
    page = house_pages([room.house])[room.house.pk]
    before = [page.save_revision(), room_pages([room])[room.pk].save_revision()]
    change_house_slug(room.house, slug="new-house", by=operator, now=OPENED)
    change_room_slug(room, slug="new-room", by=operator, now=OPENED)

    for revision in before:
        revision.publish()

    assert house_pages([room.house])[room.house.pk].url == "/new-house/"
    assert room_pages([room])[room.pk].url == "/new-house/new-room/"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/old-house/", "/new-house/"),
        ("/old-house/?arrive=2027-03-01", "/new-house/?arrive=2027-03-01"),
        ("/old-house/old-room/", "/new-house/new-room/"),
        ("/new-house/old-room/", "/new-house/new-room/"),
        ("/old-house/garden/", "/new-house/garden/"),
        (f"/stay/ask/old-house/old-room/?{DATES}", f"/stay/ask/new-house/new-room/?{DATES}"),
    ],
)
def test_old_addresses_lead_to_the_new_ones(client: Client, moved, old, new) -> None:
    house_pages([moved.house])[moved.house.pk].add_child(instance=StandardPage(title="Garden", slug="garden"))

    assert goes_to(client, old) == (301, new)
    assert client.get(new).status_code == 200


def test_old_addresses_lead_on_in_other_languages(client: Client, room, operator) -> None:
    german, _new = Locale.objects.get_or_create(language_code="de")
    page = house_pages([room.house])[room.house.pk]
    for one in (home_page(), page):
        (one.get_translation_or_none(german) or one.copy_for_translation(german)).save_revision().publish()
    change_house_slug(room.house, slug="new-house", by=operator, now=OPENED)

    assert goes_to(client, "/de/old-house/") == (301, "/de/new-house/")


def test_old_addresses_of_the_desk_lead_its_stewards_on(client: Client, moved) -> None:
    client.force_login(StewardFactory(house=moved.house))

    assert goes_to(client, "/admin/houses/old-house/settings/") == (301, "/admin/houses/new-house/settings/")
    assert goes_to(client, "/admin/bookings/old-house/rooms/old-room/capacity/") == (
        301, "/admin/bookings/new-house/rooms/new-room/capacity/",
    )  # fmt: skip


def test_search_and_api_know_old_addresses(client: Client, moved) -> None:
    answer = client.get(f"/api/availability/?house=old-house&room=old-room&{DATES}").json()

    assert [(room["house"], room["room"]) for room in answer["rooms"]] == [("new-house", "new-room")]


def test_nothing_is_posted_to_an_old_address(client: Client, moved) -> None:
    assert client.post(f"/stay/ask/old-house/old-room/?{DATES}").status_code == 404


def test_there_and_back_again_makes_no_loop(client: Client, room, operator) -> None:
    for slug in ("second", "third", "old-house", "second"):
        change_house_slug(room.house, slug=slug, by=operator, now=OPENED)

    assert sorted(OldSlug.objects.values_list("slug", flat=True)) == ["old-house", "third"]
    assert client.get("/second/").status_code == 200
    for old in ("/third/", "/old-house/"):
        assert goes_to(client, old) == (301, "/second/")


@pytest.mark.parametrize("visibility", [Visibility.LINK, Visibility.MEMBERS])
def test_old_address_of_a_members_house_tells_strangers_nothing(client: Client, moved, visibility) -> None:
    House.objects.update(visibility=visibility)
    page = house_pages([moved.house])[moved.house.pk]
    Redirect.add_redirect("/elsewhere/", redirect_to=page)
    hidden = visibility == Visibility.MEMBERS

    for old in ("/old-house/", "/elsewhere/"):
        assert client.get(old).status_code == (404 if hidden else 301)

    client.force_login(StewardFactory(house=moved.house))
    assert goes_to(client, "/old-house/") == (301, "/new-house/")


def test_redirects_to_other_places_still_work(client: Client) -> None:
    home_page()
    Redirect.add_redirect("/elsewhere/", redirect_to="https://example.org/x")
    Redirect.add_redirect("/searched/", redirect_to="/stay/")

    assert goes_to(client, "/elsewhere/") == (301, "https://example.org/x")
    assert goes_to(client, "/searched/") == (301, "/stay/")
    assert client.get("/nowhere/").status_code == 404


def test_old_address_is_no_other_house_s(moved, operator) -> None:
    other = HouseFactory(slug="other")

    with pytest.raises(ValidationError) as refused:
        change_house_slug(other, slug="old-house", by=operator, now=OPENED)
    assert list(refused.value.message_dict) == ["slug"]
    with pytest.raises(ValidationError) as refused:
        open_house(
            name="New", slug="old-house", currency="USD", time_zone="UTC", language="en", terms="REQUEST",
            by=operator, now=OPENED,
        )  # fmt: skip
    assert list(refused.value.message_dict) == ["slug"]


def test_old_address_is_no_other_room_s_of_the_house_but_of_another_s(moved, operator) -> None:
    new = {"name": "x", "kind": "PRIVATE", "sleeps": 1, "rate": 1, "by": operator, "now": OPENED}

    with pytest.raises(ValidationError) as refused:
        open_room(moved.house, slug="old-room", **new)
    assert list(refused.value.message_dict) == ["slug"]

    assert open_room(HouseFactory(), slug="old-room", **new).slug == "old-room"


@pytest.mark.parametrize("slug", ["taken", "stay", "Not a slug", "about"])
def test_address_that_is_taken_or_none_is_refused(room, operator, slug) -> None:
    HouseFactory(slug="taken")
    home_page().add_child(instance=StandardPage(title="About", slug="about"))

    with pytest.raises(ValidationError) as refused:
        change_house_slug(room.house, slug=slug, by=operator, now=OPENED)

    assert list(refused.value.message_dict) == ["slug"]
    assert House.objects.get(pk=room.house_id).slug == "old-house"


def test_same_address_changes_nothing(room, operator) -> None:
    change_house_slug(room.house, slug="old-house", by=operator, now=OPENED)
    change_room_slug(room, slug="old-room", by=operator, now=OPENED)

    assert not OldSlug.objects.exists()


def test_house_and_room_are_found_by_what_they_are_and_were_called(moved) -> None:
    house = House.objects.get()

    assert [house_at(slug) for slug in ("new-house", "old-house", "old-room", "x")] == [
        house, house, None, None,
    ]  # fmt: skip
    assert [room_at(house, slug) for slug in ("new-room", "old-room", "old-house")] == [moved, moved, None]


def test_old_slug_is_of_one_house_and_of_one_room_in_a_house(room) -> None:
    other = RoomFactory()
    OldSlug.objects.create(house=room.house, slug="x")
    OldSlug.objects.create(house=room.house, room=room, slug="x")
    OldSlug.objects.create(house=other.house, room=other, slug="x")

    for twice in ({"house": other.house}, {"house": room.house, "room": RoomFactory(house=room.house)}):
        with pytest.raises(IntegrityError, match="old_slug"), transaction.atomic():
            OldSlug.objects.create(slug="x", **twice)


def test_operator_changes_addresses_on_screen(client: Client, room, operator) -> None:
    client.force_login(operator)

    page = client.post(reverse("houses:address", args=["old-house"]), {"slug": "new-house"}, follow=True)
    client.post(reverse("houses:room_address", args=["new-house", "old-room"]), {"slug": "new-room"})

    assert page.redirect_chain == [("/admin/houses/new-house/address/", 302)]
    assert "old-house" in page.content.decode()
    assert client.get("/new-house/new-room/").status_code == 200


def test_address_that_is_taken_comes_back_with_what_was_typed(client: Client, room, operator) -> None:
    HouseFactory(slug="taken")
    client.force_login(operator)

    page = client.post(reverse("houses:address", args=["old-house"]), {"slug": "taken"})

    assert list(page.context["form"].errors) == ["slug"]
    assert 'value="taken"' in page.content.decode()


def test_steward_can_t_change_addresses(client: Client, room) -> None:
    client.force_login(StewardFactory(house=room.house))

    for name, args in (("houses:address", ["old-house"]), ("houses:room_address", ["old-house", "old-room"])):
        assert client.post(reverse(name, args=args), {"slug": "x"}).status_code == 404

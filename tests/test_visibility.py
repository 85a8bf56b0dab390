"""Who sees a house: every public address of it, for each visibility and each kind of visitor."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from PIL import Image
from wagtail.documents import get_document_model

from home.models import StandardPage
from locations.actions import give_role
from locations.models import Duty, House, Residency, Room, Visibility
from locations.queries import house_pages, room_pages
from members.models import User
from tests.factories.bare_bookings import BareBookingFactory
from tests.factories.locations import OPENED, HouseFactory, RoomFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 20, tzinfo=UTC)
MARCH = date(2027, 3, 1)
DATES = "arrive=2027-03-11&depart=2027-03-13&guests=1"
NAME = "Marker Mansion"
STRANGERS, PEOPLE = ("anonymous", "stranger"), ("guest", "resident", "steward", "operator")
# What of a house is asked of a database, and answers no visitor with anything of the house.
# Lists and following are for people signed in, and tested beside their views.
OTHERS = {"choose_listing", "follow", "archive", "archived", "archived_file"}


@dataclass(frozen=True)
class Place:
    house: House
    room: Room
    addresses: dict[str, str]


@pytest.fixture(autouse=True)
def today(time_machine, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(User._meta.get_field("photo").storage, "location", str(tmp_path))
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(params=Visibility.values)
def place(request) -> Place:
    """A house with everything that has an address, and its addresses by the name of their view."""
    house = HouseFactory(name=NAME, slug="marker", visibility=request.param)
    room = RoomFactory(house=house, name="Marker attic", slug="attic")
    page = house_pages([house])[house.pk]
    page.show_in_menus = True
    page.save_revision().publish()
    garden = page.add_child(instance=StandardPage(title="Marker garden", slug="garden"))
    small = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(small, "JPEG")
    shown = UserFactory(name="Rita")
    shown.photo.save("rita.jpg", ContentFile(small.getvalue()))
    Residency.objects.create(house=house, person=shown, start=MARCH, listed=True)
    file = ContentFile(b"the way in", name="plan.txt")
    plan = get_document_model().objects.create(title="Plan", file=file, collection=house.collection)
    return Place(
        house,
        room,
        {
            "house": page.url,
            "page below": garden.url,
            "room": room_pages([room])[room.pk].url,
            "document": plan.url,
            "ask": f"{reverse('ask', args=['marker', 'attic'])}?{DATES}",
            "question": reverse("question", args=["marker"]),
            "room_question": reverse("room_question", args=["marker", "attic"]),
            "person_photo": reverse("person_photo", args=["marker", shown.pk]),
        },
    )


def visitors(place: Place) -> Iterator[tuple[str, User | None]]:
    yield "anonymous", None
    yield "stranger", UserFactory()
    guest = UserFactory()
    BareBookingFactory(guest=guest, room=place.room, state="CONFIRMED")
    yield "guest", guest
    resident = UserFactory()
    Residency.objects.create(house=place.house, person=resident, start=MARCH)
    yield "resident", resident
    steward, operator = UserFactory(), UserFactory(is_superuser=True)
    give_role(place.house, steward, Duty.STEWARD, by=operator, now=OPENED)
    yield "steward", steward
    yield "operator", operator


def clients(place: Place) -> Iterator[tuple[str, Client]]:
    for who, user in visitors(place):
        client = Client()
        if user:
            client.force_login(user)
        yield who, client


def sees(place: Place, who: str) -> bool:
    return place.house.visibility != Visibility.MEMBERS or who in PEOPLE


def is_named(place: Place, who: str) -> bool:
    """Whether lists name the house to them."""
    return place.house.visibility == Visibility.PUBLIC or (
        place.house.visibility == Visibility.MEMBERS and who in PEOPLE
    )


def fetched(client: Client, address: str) -> tuple[int, str, bool]:
    """Status, body, and whether it may be indexed; a file is read to the end, which closes it."""
    answer = client.get(address)
    body = answer.getvalue().decode(errors="replace")
    return answer.status_code, body, "noindex" not in answer.get("X-Robots-Tag", "") + body


def test_house_is_there_and_named_for_who_may_see_and_know_of_it(place) -> None:
    about = home_page().add_child(instance=StandardPage(title="About", slug="about"))
    lists = [about.url, "/stay/", f"/api/availability/?{DATES}"]

    for who, client in clients(place):
        found = {name: fetched(client, address)[0] for name, address in place.addresses.items()}
        assert found == dict.fromkeys(place.addresses, 200 if sees(place, who) else 404), who
        assert answers_about_it(client) == ((200, True, True) if sees(place, who) else (400, False, False)), (
            who
        )
        bodies = [fetched(client, address)[1] for address in lists]
        assert ["marker" in body.lower() for body in bodies] == [is_named(place, who)] * len(lists), who


def answers_about_it(client: Client) -> tuple[int, bool, bool]:
    """What API and search say to somebody who names the house: status, and whether each knows of it."""
    status, data, _indexed = fetched(client, f"/api/availability/?{DATES}&house=marker")
    _status, page, _indexed = fetched(client, f"/stay/?{DATES}&house=marker")
    return status, "attic" in data, "Marker attic" in page


def test_addresses_above_are_all_that_name_a_house() -> None:
    named = set(_names(get_resolver().url_patterns))

    assert named - OTHERS <= {"ask", "question", "room_question", "person_photo"}


def _names(patterns, above: str = "") -> Iterator[str]:
    """The names of addresses outside the admin that name a house."""
    for one in patterns:
        route = above + str(one.pattern)
        if isinstance(one, URLResolver) and not route.startswith("admin/"):
            yield from _names(one.url_patterns, route)
        elif isinstance(one, URLPattern) and "house>" in route:
            yield one.name


def test_machines_are_told_of_public_houses_only(place, client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    public = place.house.visibility == Visibility.PUBLIC

    assert ("marker" in fetched(client, "/sitemap.xml")[1]) == public
    assert "marker" not in fetched(client, "/robots.txt")[1]
    for name in ("house", "page below", "room"):
        answer = client.get(place.addresses[name])
        assert ("noindex" not in answer.get("X-Robots-Tag", "") + answer.content.decode()) == public, name
        assert answer["Cache-Control"] == "private, no-store", name
    for name in ("ask", "question", "room_question"):
        assert not fetched(client, place.addresses[name])[2], name


@pytest.mark.parametrize("place", [Visibility.MEMBERS], indirect=True)
def test_copy_of_a_house_s_page_shows_nothing_of_it(place, client: Client) -> None:
    """A copy has no row, so nobody decided who sees it."""
    page = house_pages([place.house])[place.house.pk]
    copy = page.copy(recursive=True, update_attrs={"slug": "copy"})
    client.force_login(UserFactory(is_superuser=True))

    assert [client.get(address).status_code for address in ("/copy/", f"{copy.url}garden/")] == [404, 404]


@pytest.mark.parametrize("place", [Visibility.PUBLIC], indirect=True)
def test_wagtail_s_own_privacy_switch_is_not_there(place, client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    page = house_pages([place.house])[place.house.pk]
    garden = page.get_children().get(slug="garden")

    for one in (page, room_pages([place.room])[place.room.pk], garden):
        address = reverse("wagtailadmin_pages:set_privacy", args=[one.pk])
        assert client.get(address, HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 403
        edited = client.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode()
        assert address not in edited

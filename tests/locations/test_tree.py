"""Copying, aliasing, moving, deleting, unpublishing and restoring pages that describe rows, one and many."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from bookings.rules.states import State
from home.models import HomePage
from locations.models import Room, RoomPage
from locations.queries import house_pages, room_pages, selling_rooms
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, StewardFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
WHO = pytest.mark.parametrize("who", ["steward", "operator"])


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room() -> Room:
    return RoomFactory()


@pytest.fixture
def page(room) -> RoomPage:
    return room_pages([room])[room.pk]


def signed_in(client: Client, room: Room, who: str) -> Client:
    steward = who == "steward"
    client.force_login(StewardFactory(house=room.house) if steward else UserFactory(is_superuser=True))
    return client


def in_bulk(client: Client, action: str, *pages: Page, **data: object):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{ids}", data)


@WHO
@pytest.mark.parametrize("alias", [{}, {"alias": "on"}])
def test_admin_copies_no_page_of_a_row(client: Client, room, page, who: str, alias) -> None:
    """A room is opened, never copied: row and page are made together."""
    signed_in(client, room, who)
    typed = {"new_title": "Twin", "new_slug": "twin", "new_parent_page": page.get_parent().pk}

    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**typed, **alias})

    assert RoomPage.objects.get() == page


@WHO
@pytest.mark.parametrize("make", ["copy", "create_alias"])
def test_copy_or_alias_made_otherwise_has_no_row_and_is_not_there(
    client: Client, room, page, who: str, make: str
) -> None:
    twin = (
        page.copy(update_attrs={"slug": "twin"}) if make == "copy" else page.create_alias(update_slug="twin")
    )

    answer = signed_in(client, room, who).get(twin.url)

    assert (twin.row(), twin.live, answer.status_code) == (None, True, 404)
    assert selling_rooms().get() == room


@WHO
def test_no_page_of_a_row_moves_to_another_parent_alone_or_in_bulk(
    client: Client, room, page, who: str
) -> None:
    signed_in(client, room, who)
    house_page, other = page.get_parent(), house_pages([RoomFactory().house]).popitem()[1]

    alone = client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))
    many = in_bulk(client, "move", page, chooser=other.pk)

    assert {alone.status_code, many.status_code} <= {302, 404, 200}
    assert Page.objects.get(pk=page.pk).get_parent() == house_page


@WHO
def test_page_that_is_awaited_can_t_be_deleted_and_says_why(client: Client, room, page, who: str) -> None:
    signed_in(client, room, who)
    booking = BookingFactory(room=room, state=State.CONFIRMED, guest=UserFactory(name="Ana Almeida"))

    alone = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    in_bulk(client, "delete", page)
    told = client.get(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}"
    )
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert alone.status_code == 409
    assert RoomPage.objects.filter(pk=page.pk).exists()
    assert "a stay of Ana Almeida is still to come" in told.content.decode()
    assert "1 stay is still to come, so this page can't be deleted" in edit.content.decode()
    assert reverse("houses:room_settings", args=[room.house.slug, room.slug]) in edit.content.decode()
    assert booking.room == room


@WHO
def test_page_that_nobody_waits_for_goes_and_its_row_stays(client: Client, room, page, who: str) -> None:
    other = room_pages([RoomFactory(house=room.house)]).popitem()[1]
    signed_in(client, room, who)

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    in_bulk(client, "delete", other)

    assert not RoomPage.objects.exists()
    assert Room.objects.count() == 2


@WHO
def test_unpublished_page_sells_no_more_alone_or_in_bulk(client: Client, room, page, who: str) -> None:
    other = room_pages([RoomFactory(house=room.house)]).popitem()[1]
    signed_in(client, room, who)

    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    in_bulk(client, "unpublish", other)

    assert not selling_rooms().exists()
    assert Room.objects.count() == 2


@WHO
def test_old_revision_moves_nothing(client: Client, room, page, who: str) -> None:
    old = page.latest_revision
    content = {**old.content, "slug": "elsewhere", "url_path": "/network/elsewhere/", "title": "As it was"}
    type(old).objects.filter(pk=old.pk).update(content=content)
    page.save_revision().publish()
    signed_in(client, room, who)
    data = {"title": "As it was", "body-count": "0", "revision": old.pk, "action-publish": "1"}
    counts = {f"{name}-{n}_FORMS": "0" for name in ("gallery", "comments") for n in ("TOTAL", "INITIAL")}

    shown = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk]))
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, **counts})

    after = RoomPage.objects.get(pk=page.pk)
    assert shown.status_code == 200
    assert (after.title, after.slug, after.url_path) == ("As it was", room.slug, page.url_path)
    type(old).objects.get(pk=old.pk).publish()
    assert RoomPage.objects.get(pk=page.pk).url_path == page.url_path


def test_translation_of_a_house_is_its_steward_s_too(room, page) -> None:
    steward = StewardFactory(house=room.house)
    german = Locale.objects.create(language_code="de")
    home_page().copy_for_translation(german)

    copy = page.copy_for_translation(german, copy_parents=True)
    house = copy.get_parent().specific

    assert (house.row(), copy.row()) == (room.house, room)
    assert [one.permissions_for_user(steward).can_publish() for one in (house, copy)] == [True, True]
    assert not HomePage.objects.get(locale=german).permissions_for_user(steward).can_edit()

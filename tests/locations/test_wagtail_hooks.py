"""Who is served a house's page, and what Wagtail's admin shows a steward."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from home.models import StandardPage
from locations.access import pages_in_reach
from locations.actions import give_role
from locations.models import Duty, House, Room, Visibility
from locations.queries import house_pages, room_pages
from locations.wagtail_hooks import choose_own_files, serve_what_may_be_seen
from tests.factories.locations import OPENED, HouseFactory, RoomFactory, StewardFactory, home_page
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def page_of(row: House | Room) -> Page:
    pages = house_pages([row]) if isinstance(row, House) else room_pages([row])
    return pages[row.pk]


def served(page: Page, user, rf) -> HttpResponse:
    request = rf.get(page.url)
    request.user = user
    return serve_what_may_be_seen(lambda page, request, args, kwargs: HttpResponse("page"))(
        page, request, [], {}
    )


def test_public_house_is_served_to_everybody(rf) -> None:
    response = served(page_of(HouseFactory()), AnonymousUser(), rf)

    assert (response.status_code, response.get("X-Robots-Tag")) == (200, None)


def test_house_by_link_is_served_but_not_indexed(rf) -> None:
    response = served(page_of(HouseFactory(visibility=Visibility.LINK)), AnonymousUser(), rf)

    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")


@pytest.mark.parametrize("below", [False, True])
def test_members_house_and_all_below_it_is_404_to_others(client: Client, below: bool) -> None:
    house = HouseFactory(visibility=Visibility.MEMBERS)
    page = page_of(house)
    if below:
        page = page.add_child(instance=StandardPage(title="Garden", slug="garden"))

    assert client.get(page.url).status_code == 404


def test_members_house_is_served_to_its_people_and_not_indexed(rf) -> None:
    house = HouseFactory(visibility=Visibility.MEMBERS)

    response = served(page_of(house), StewardFactory(house=house), rf)

    assert (response["X-Robots-Tag"], response.get("Cache-Control")) == ("noindex", None)


def test_room_is_404_while_its_house_is_a_draft(client: Client) -> None:
    room = RoomFactory()
    url = page_of(room).url
    page_of(room.house).unpublish()

    assert client.get(url).status_code == 404


def test_further_page_is_404_while_its_house_is_a_draft(client: Client) -> None:
    house = HouseFactory()
    garden = page_of(house).add_child(instance=StandardPage(title="Garden", slug="garden"))
    assert client.get(garden.url).status_code == 200

    page_of(house).unpublish()

    assert client.get(garden.url).status_code == 404


@pytest.mark.parametrize(("visibility", "status"), [(Visibility.LINK, 200), (Visibility.MEMBERS, 404)])
def test_file_of_a_members_house_is_404_to_others(client: Client, visibility: str, status: int) -> None:
    house = HouseFactory(visibility=visibility)
    below = house.collection.add_child(name="Plans")
    plan = get_document_model().objects.create(
        title="Plan", file=ContentFile(b"the way in", name="plan.txt"), collection=below
    )

    assert fetched(client, plan.url) == status

    client.force_login(StewardFactory(house=house))
    assert fetched(client, plan.url) == 200


def fetched(client: Client, url: str) -> int:
    """The status of the answer; its file is read to the end, which closes it."""
    answer = client.get(url)
    assert answer.getvalue()
    return answer.status_code


def test_copy_of_a_room_page_is_404(client: Client) -> None:
    copy = page_of(RoomFactory()).copy(update_attrs={"slug": "copy"})

    assert client.get(copy.url).status_code == 404


def test_pages_in_reach_leave_other_houses_out() -> None:
    ours, theirs = RoomFactory(), RoomFactory()
    network = home_page().add_child(instance=StandardPage(title="About", slug="about"))
    steward = StewardFactory(house=ours.house)

    reach = pages_in_reach(steward, Page.objects.descendant_of(home_page(), inclusive=True))

    assert set(reach.values_list("pk", flat=True)) == {
        home_page().pk, network.pk, page_of(ours).pk, page_of(ours.house).pk,
    }  # fmt: skip
    assert page_of(theirs).pk in set(
        pages_in_reach(UserFactory(is_superuser=True), Page.objects.all()).values_list("pk", flat=True)
    )


def test_page_chooser_shows_a_steward_no_other_house(client: Client) -> None:
    ours, _theirs = HouseFactory(name="Ours"), HouseFactory(name="Theirs")
    client.force_login(StewardFactory(house=ours))

    browsed = client.get(
        reverse("wagtailadmin_choose_page_child", args=[home_page().pk]),
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )

    assert (b"Ours" in browsed.content, b"Theirs" in browsed.content) == (True, False)


def test_explorer_shows_a_steward_no_other_house(client: Client) -> None:
    ours, too, _theirs = HouseFactory(name="Ours"), HouseFactory(name="Too"), HouseFactory(name="Theirs")
    steward = StewardFactory(house=ours)
    give_role(too, steward, Duty.STEWARD, by=steward, now=OPENED)
    client.force_login(steward)

    listed = client.get(reverse("wagtailadmin_explore", args=[home_page().pk]))

    assert (b"Ours" in listed.content, b"Theirs" in listed.content) == (True, False)


def test_files_to_choose_are_of_the_own_house_and_below(rf) -> None:
    ours, theirs = HouseFactory.create_batch(2)
    below = ours.collection.add_child(name="Garden")
    image = get_image_model().objects.create
    for name, collection in (("ours", ours.collection), ("garden", below), ("theirs", theirs.collection)):
        image(title=name, file=get_test_image_file(), collection=collection)
    request = rf.get("/")
    request.user = StewardFactory(house=ours)

    images = choose_own_files(get_image_model().objects.all(), request)

    assert sorted(images.values_list("title", flat=True)) == ["garden", "ours"]
    assert not choose_own_files(get_document_model().objects.all(), request).exists()


def test_menu_of_a_steward_has_the_reports_of_the_house_alone(client: Client) -> None:
    client.force_login(StewardFactory(house=HouseFactory()))

    home = client.get(reverse("wagtailadmin_home"))

    assert home.status_code == 200
    names = ("house-history", "mails", "site-history", "locked-pages", "aging-pages", "snippets")
    assert [name for name in names if f'"{name}"'.encode() in home.content] == ["house-history", "mails"]


def test_page_with_a_row_never_moves_to_another_parent() -> None:
    operator = UserFactory(is_superuser=True)
    room, other = RoomFactory(), HouseFactory()
    tester = page_of(room).permissions_for_user(operator)

    assert (tester.can_move(), tester.can_move_to(page_of(other))) == (False, False)
    assert tester.can_move_to(page_of(room.house))


def test_copy_of_a_room_page_may_move() -> None:
    operator = UserFactory(is_superuser=True)
    room, other = RoomFactory(), HouseFactory()
    copy = page_of(room).copy(update_attrs={"slug": "copy"})

    assert copy.permissions_for_user(operator).can_move_to(page_of(other))


def test_privacy_switch_is_off_for_our_pages() -> None:
    operator = UserFactory(is_superuser=True)
    room = RoomFactory()
    pages = [home_page(), page_of(room), page_of(room.house)]

    assert [page.permissions_for_user(operator).can_set_view_restrictions() for page in pages] == [False] * 3


def test_home_stays_while_houses_are_below_it() -> None:
    operator = UserFactory(is_superuser=True)
    home = home_page()
    alone = home.permissions_for_user(operator)
    assert (alone.can_delete(), alone.can_unpublish()) == (True, True)
    HouseFactory()

    home = home_page()
    tester = home.permissions_for_user(operator)
    assert (tester.can_delete(), tester.can_unpublish(), tester.can_move()) == (False, False, False)

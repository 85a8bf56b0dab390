"""A page whose row has stays to come stays where it is; unpublishing it says who is coming."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from bookings.rules.states import State
from locations.models import HousePage, RoomPage
from locations.queries import house_pages, room_pages
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory()


def pages(room) -> tuple[RoomPage, HousePage]:
    return room_pages([room])[room.pk], house_pages([room.house])[room.house_id]


@pytest.mark.parametrize("state", [State.REQUESTED, State.APPROVED, State.CONFIRMED])
def test_pages_with_stays_to_come_can_t_be_deleted_even_by_an_operator(room, state: str) -> None:
    operator = UserFactory(is_superuser=True)
    before = [page.permissions_for_user(operator).can_delete() for page in pages(room)]

    BookingFactory(room=room, state=state)

    assert before == [True, True]
    assert [page.permissions_for_user(operator).can_delete() for page in pages(room)] == [False, False]


def test_other_rooms_of_the_house_may_go(room) -> None:
    other = RoomFactory(house=room.house)
    BookingFactory(room=room, state=State.CONFIRMED)

    page = room_pages([other])[other.pk]

    assert page.permissions_for_user(UserFactory(is_superuser=True)).can_delete()


def test_page_goes_once_its_stays_are_over(room) -> None:
    booking = BookingFactory(room=room, state=State.CONFIRMED)

    with time_machine.travel(NOW.replace(month=4), tick=False):
        assert pages(room)[0].permissions_for_user(UserFactory(is_superuser=True)).can_delete()
    assert booking.state == State.CONFIRMED


def test_bulk_delete_leaves_a_page_with_stays_to_come(client: Client, room) -> None:
    BookingFactory(room=room, state=State.CONFIRMED)
    client.force_login(UserFactory(is_superuser=True))
    page, _house = pages(room)

    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}")

    assert Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("whose", ["room", "house"])
def test_deleting_by_address_says_who_is_still_to_come_and_what_to_do(client: Client, room, whose) -> None:
    booking = BookingFactory(room=room, state=State.CONFIRMED, guest=UserFactory(name="Ana Almeida"))
    client.force_login(StewardFactory(house=room.house))
    page = pages(room)[whose == "house"]
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])

    answers = [client.get(address), client.post(address)]

    for answer in answers:
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "Ana Almeida" in text
        assert reverse("desk:booking", args=[room.house.slug, booking.number]) in text
        assert f"Close the {whose}" in text
    assert Page.objects.filter(pk=page.pk).exists()


def test_deleting_another_house_s_page_says_nothing(client: Client, room) -> None:
    BookingFactory(room=room, state=State.CONFIRMED, guest=UserFactory(name="Ana Almeida"))
    client.force_login(StewardFactory(house=RoomFactory().house))

    answer = client.get(reverse("wagtailadmin_pages:delete", args=[pages(room)[0].pk]))

    assert answer.status_code == 404
    assert "Ana" not in answer.content.decode()


def test_unpublishing_says_who_is_still_to_come(client: Client, room) -> None:
    client.force_login(StewardFactory(house=room.house))
    page, _house = pages(room)
    silent = client.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).content.decode()
    BookingFactory(room=room, state=State.CONFIRMED, guest=UserFactory(name="Ana Almeida"))

    one = client.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).content.decode()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    many = client.get(f"{bulk}?id={page.pk}").content.decode()

    assert [("still to come" in text, "Ana Almeida" in text) for text in (silent, one, many)] == [
        (False, False), (True, True), (True, True),
    ]  # fmt: skip
    assert "Yes, unpublish it" in one

"""A room's beds over time, as a steward changes them."""

from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from bookings.rules.states import State
from locations.models import CapacityChange
from tests.factories.bookings import ARRIVE, NOW, BookingFactory
from tests.factories.locations import OPENED_ON, HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return SharedRoomFactory(beds=4, house=HouseFactory())


@pytest.fixture
def desk(client: Client, room) -> Client:
    client.force_login(StewardFactory(house=room.house))
    return client


def timeline(room) -> str:
    return reverse("desk:capacity", args=[room.house.slug, room.slug])


def said(response) -> str:
    return " ".join(unescape(str(message)).strip() for message in get_messages(response.wsgi_request))


def changes(room) -> dict:
    return dict(room.capacity_changes.values_list("start_date", "beds"))


def test_timeline_shows_what_is_offered_and_sold(desk: Client, room) -> None:
    BookingFactory(room=room, people=3, state=State.CONFIRMED)

    page = desk.get(timeline(room)).content.decode()

    assert "from Wed 1 January 2020 on" in page
    assert "up to 3 sold (night of Tue 10 Mar)" in page
    assert "Take away" not in page


def test_room_that_offers_nothing_says_the_first_step(desk: Client, room) -> None:
    room.capacity_changes.all().delete()

    assert "The room offers nothing yet" in desk.get(timeline(room)).content.decode()


def test_change_is_made_and_said(desk: Client, room) -> None:
    response = desk.post(timeline(room), {"start_date": "2026-03-10", "beds": "2"})

    assert (response.status_code, response.url) == (302, timeline(room))
    assert said(response) == "From Tue 10 March 2026 on: 2 beds."
    assert changes(room) == {OPENED_ON: 4, ARRIVE: 2}


def test_change_that_says_nothing_new_is_said(desk: Client, room) -> None:
    CapacityChange.objects.create(room=room, start_date=date(2026, 4, 1), beds=4)

    response = desk.post(timeline(room), {"start_date": "2026-03-10", "beds": "4"})

    assert said(response) == (
        "The night before Tue 10 March 2026 offers just as much, so there is nothing to change. "
        "The change of Wed 1 April 2026 said the same and is gone."
    )
    assert changes(room) == {OPENED_ON: 4}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"start_date": "2026-03-01", "beds": "2"}, "before today"),
        ({"start_date": "tomorrow", "beds": "2"}, "Choose the first night."),
        ({"start_date": "2026-03-10", "beds": "-1"}, "greater than or equal to 0"),
        ({"start_date": "2026-03-10", "beds": "999"}, "less than or equal to 500"),
        ({"start_date": "2026-03-02", "beds": "1"}, "Ana (stay "),
    ],
)
def test_change_that_can_t_be_comes_back_with_a_message(desk: Client, room, typed, message) -> None:
    BookingFactory(room=room, people=2, guest=UserFactory(name="Ana"), state=State.CONFIRMED)

    page = desk.post(timeline(room), typed)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert f'value="{typed["beds"]}"' in page.content.decode()
    assert changes(room) == {OPENED_ON: 4}


def test_private_room_opens_and_closes(desk: Client, room) -> None:
    private = RoomFactory(house=room.house)

    page = desk.get(timeline(private)).content.decode()
    desk.post(timeline(private), {"start_date": "2026-03-10", "beds": "0"})

    assert 'type="radio"' in page
    assert changes(private) == {OPENED_ON: 1, ARRIVE: 0}


def test_change_is_taken_away_after_saying_what_that_does(desk: Client, room) -> None:
    change = CapacityChange.objects.create(room=room, start_date=ARRIVE, beds=2)
    remove = reverse("desk:remove_change", args=[room.house.slug, room.slug, change.pk])

    asked = desk.get(remove).content.decode()
    left_alone = changes(room)
    response = desk.post(remove)

    assert "The change of Tue 10 March 2026 goes." in asked
    assert left_alone == {OPENED_ON: 4, ARRIVE: 2}
    assert (said(response), changes(room)) == ("The change is gone.", {OPENED_ON: 4})


def test_change_of_the_past_stays(desk: Client, room) -> None:
    change = room.capacity_changes.get()

    response = desk.post(reverse("desk:remove_change", args=[room.house.slug, room.slug, change.pk]))

    assert "before today" in said(response)
    assert changes(room) == {OPENED_ON: 4}


def test_change_of_another_room_is_404_here(desk: Client, room) -> None:
    other = CapacityChange.objects.create(
        room=RoomFactory(house=room.house), start_date=ARRIVE + timedelta(days=1), beds=0
    )

    assert (
        desk.post(reverse("desk:remove_change", args=[room.house.slug, room.slug, other.pk])).status_code
        == 404
    )
    assert CapacityChange.objects.filter(pk=other.pk).exists()

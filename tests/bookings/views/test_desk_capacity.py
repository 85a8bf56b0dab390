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
    assert "up to 3 taken (night of Tue 10 Mar)" in page
    assert "Take away" not in page


def test_room_that_offers_nothing_says_the_first_step(desk: Client, room) -> None:
    room.capacity_changes.all().delete()

    assert "The room offers nothing yet" in desk.get(timeline(room)).content.decode()


def test_change_is_made_and_said(desk: Client, room) -> None:
    response = desk.post(timeline(room), {"start_date": "2026-03-10", "beds": "6"})

    assert (response.status_code, response.url) == (302, timeline(room))
    assert said(response) == "From Tue 10 March 2026 on: 6 beds."
    assert changes(room) == {OPENED_ON: 4, ARRIVE: 6}


@pytest.mark.parametrize(("offered", "beds", "words"), [(0, "1", "open"), (1, "0", "closed")])
def test_change_of_a_private_room_is_said_in_its_own_words(
    desk: Client, room, offered: int, beds: str, words: str
) -> None:
    private = RoomFactory(house=room.house, beds=offered)

    response = desk.post(timeline(private), {"start_date": "2026-03-10", "beds": beds, "sure": "1"})

    assert said(response) == f"From Tue 10 March 2026 on the room is {words}."


def test_fewer_beds_are_asked_about_and_stays_named(desk: Client, room) -> None:
    booking = BookingFactory(room=room, guest=UserFactory(name="Ana"), state=State.CONFIRMED)
    CapacityChange.objects.create(room=room, start_date=date(2026, 3, 20), beds=2)
    typed = {"start_date": "2026-03-05", "beds": "2"}

    asked = desk.post(timeline(room), typed)
    page = " ".join(asked.content.decode().split())
    left_alone = changes(room)
    response = desk.post(timeline(room), typed | {"sure": "1"})

    assert asked.status_code == 200
    assert "From Thu 5 March 2026 to Thu 19 March 2026: 2 beds (now 4 beds )" in page
    assert "The change of Fri 20 March 2026 then says the same and goes too." in page
    assert reverse("desk:booking", args=[room.house.slug, booking.number]) in page
    assert left_alone == {OPENED_ON: 4, date(2026, 3, 20): 2}
    assert response.url == timeline(room)
    assert changes(room) == {OPENED_ON: 4, date(2026, 3, 5): 2}


def test_fewer_beds_than_sold_are_refused_with_a_link_to_each_stay(desk: Client, room) -> None:
    ana, ben = (BookingFactory(room=room, people=2, state=State.CONFIRMED) for _n in range(2))

    for sure in ({}, {"sure": "1"}):
        page = desk.post(timeline(room), {"start_date": "2026-03-02", "beds": "3"} | sure).content.decode()

        assert "4 beds are taken" in page
        for booking in (ana, ben):
            assert reverse("desk:booking", args=[room.house.slug, booking.number]) in page
        assert changes(room) == {OPENED_ON: 4}


def test_removal_that_can_t_be_says_so_before_it_is_tried(desk: Client, room) -> None:
    CapacityChange.objects.create(room=room, start_date=date(2026, 3, 4), beds=0)
    change = CapacityChange.objects.create(room=room, start_date=ARRIVE, beds=2)
    booking = BookingFactory(room=room, people=2, state=State.CONFIRMED)

    page = desk.get(reverse("desk:remove_change", args=[room.house.slug, room.slug, change.pk]))

    assert "on the night of Tue 10 March 2026 more is taken than would be left" in page.content.decode()
    assert reverse("desk:booking", args=[room.house.slug, booking.number]) in page.content.decode()
    assert "Take it away" not in page.content.decode()


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
    asked = desk.post(timeline(private), {"start_date": "2026-03-10", "beds": "0"}).content.decode()
    left_alone = changes(private)
    desk.post(timeline(private), {"start_date": "2026-03-10", "beds": "0", "sure": "1"})

    assert 'type="radio"' in page
    assert "Close the room" in asked
    assert left_alone == {OPENED_ON: 1}
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

"""The desk's screen of calendars."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from bookings.actions.feeds import open_feed
from bookings.models import BedNight, Feed, OutsideCalendar, OutsideState
from bookings.rules.states import State
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import RoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(name="Attic")


@pytest.fixture
def desk(client, room):
    client.force_login(StewardFactory(house=room.house))
    return client


def screen(room) -> str:
    return reverse("desk:calendars", args=[room.house.slug])


def test_a_steward_adds_a_calendar(desk, room) -> None:
    typed = {"room": room.slug, "name": "Airbnb", "url": " webcal://x.example/a.ics ", "last_night": ""}

    answer = desk.post(screen(room), typed, follow=True)

    made = OutsideCalendar.objects.get()
    assert (made.room, made.url, made.last_night) == (room, "https://x.example/a.ics", False)
    assert "not read yet" in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"url": "nonsense"}, "Paste the whole address"),
        ({"url": "ftp://x.example/a.ics"}, "Paste the whole address"),
        ({"url": "https://x.example/a.ics", "name": ""}, "Say where its stays are sold."),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(desk, room, typed, said) -> None:
    answer = desk.post(screen(room), {"room": room.slug, "name": "Booking.com", **typed})

    assert said in answer.text
    assert f'value="{typed["url"]}"' in answer.text
    assert OutsideCalendar.objects.count() == 0


def test_another_houses_room_gets_no_calendar(desk, room) -> None:
    other = RoomFactory()

    answer = desk.post(screen(room), {"room": other.slug, "name": "x", "url": "https://x.example/a.ics"})

    assert "Choose a room of this house." in answer.text
    assert OutsideCalendar.objects.count() == 0


def test_a_room_is_shared_and_its_address_renewed_and_ended(desk, room) -> None:
    share = reverse("desk:share_calendar", args=[room.house.slug])
    answer = desk.post(share, {"room": room.slug}, follow=True)
    feed = Feed.objects.get()
    assert f"/calendars/{feed.token}.ics" in answer.text

    desk.post(share, {"room": room.slug})
    assert Feed.objects.get() == feed

    renew = reverse("desk:renew_calendar", args=[room.house.slug, feed.pk])
    assert "is dead from then on" in desk.get(renew).text
    desk.post(renew, {"do": "renew"})
    fresh = Feed.objects.get(ended_at=None)
    assert fresh.token != feed.token

    desk.post(reverse("desk:renew_calendar", args=[room.house.slug, fresh.pk]), {"do": "end"})
    assert Feed.objects.filter(ended_at=None).count() == 0


def test_a_clash_is_shown_with_what_is_in_the_way_and_answered(desk, room) -> None:
    guest = UserFactory(name="Ann Guest")
    booking = BookingFactory(room=room, state=State.CONFIRMED, guest=guest)
    free = RoomFactory(house=room.house, name="Garden")
    calendar = outside_calendar(room, ("a", booking.arrive, booking.depart))
    stay = calendar.stays.get()

    shown = desk.get(screen(room)).text
    assert "Sold elsewhere, but no bed here" in shown
    assert "Ann Guest" in shown
    assert "Put it into Garden" in shown

    answer = reverse("desk:answer_clash", args=[room.house.slug, stay.pk])
    assert "no bed free" in desk.post(answer, {"do": "place", "room": ""}, follow=True).text
    assert (
        "It has its bed in Garden." in desk.post(answer, {"do": "place", "room": free.slug}, follow=True).text
    )
    assert BedNight.objects.filter(room=free, outside=stay).count() == 3
    desk.post(answer, {"do": "ignore"})
    stay.refresh_from_db()
    assert stay.state == OutsideState.IGNORED


def test_removing_a_calendar_says_what_it_frees_first(desk, room) -> None:
    calendar = outside_calendar(room, ("a", date(2026, 3, 10), date(2026, 3, 12)))
    remove = reverse("desk:remove_calendar", args=[room.house.slug, calendar.pk])

    assert "its 1 stay to come" in desk.get(remove).text
    desk.post(remove)

    assert BedNight.objects.count() == 0
    assert desk.get(remove).status_code == 404


def test_reading_again_is_due_at_once(desk, room) -> None:
    calendar = outside_calendar(room)
    OutsideCalendar.objects.update(next_at=date(2030, 1, 1).isoformat() + "T00:00Z")

    desk.post(reverse("desk:read_calendar", args=[room.house.slug, calendar.pk]))

    calendar.refresh_from_db()
    assert calendar.next_at == NOW


@pytest.mark.parametrize("rooms", [1, 3])
def test_the_screen_takes_as_many_queries_whatever_the_rooms(desk, room, django_assert_num_queries, rooms):
    for _number in range(rooms):
        one = RoomFactory(house=room.house)
        outside_calendar(one, ("a", date(2026, 3, 10), date(2026, 3, 12)))
        open_feed(room.house, one, by=UserFactory(is_superuser=True), now=NOW)
    desk.get(screen(room))

    with django_assert_num_queries(18):
        assert desk.get(screen(room)).status_code == 200

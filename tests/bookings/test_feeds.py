"""What our calendars tell others."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from bookings.actions.blocks import block
from bookings.actions.feeds import end_feed, open_feed
from bookings.feeds import feed_calendar
from bookings.rules.calendars import Reading, read
from bookings.rules.states import State
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward():
    return UserFactory(is_superuser=True)


def told(data: bytes) -> list[tuple[str, date, date]]:
    events = Calendar.from_ical(data).walk("VEVENT")
    return [(str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events]


def test_a_room_tells_its_stays_and_blocks_as_nights(steward) -> None:
    booking = BookingFactory(
        state=State.CONFIRMED, guest=UserFactory(name="Ada Secret", email="ada@x.example")
    )
    room = booking.room
    block(room, start=date(2026, 4, 1), end=date(2026, 4, 3), beds=1, reason="Secret", by=steward, now=NOW)
    BookingFactory(room=room, arrive=date(2026, 5, 1), depart=date(2026, 5, 4))
    feed = open_feed(room.house, room, by=steward, now=NOW)

    data = feed_calendar(feed, now=NOW)

    assert told(data) == [
        ("Booked", booking.arrive, booking.depart),
        ("Not available", date(2026, 4, 1), date(2026, 4, 3)),
    ]
    assert b"Secret" not in data
    assert b"ada" not in data
    assert booking.number.encode() not in data


def test_what_another_calendar_sold_is_not_told_again(steward) -> None:
    room = RoomFactory()
    outside_calendar(room, ("a", date(2026, 3, 10), date(2026, 3, 12)))

    assert told(feed_calendar(open_feed(room.house, room, by=steward, now=NOW), now=NOW)) == []


def test_what_we_tell_is_never_taken_in_by_ourselves(steward, settings) -> None:
    booking = BookingFactory(state=State.CONFIRMED)
    data = feed_calendar(open_feed(booking.house, None, by=steward, now=NOW), now=NOW)

    found = read(
        data, zone=booking.house.zone, first=date(2026, 3, 1), last=date(2026, 6, 1), last_night=False,
        own=settings.LIST_DOMAIN,
    )  # fmt: skip
    assert found == Reading(())


def test_a_house_tells_the_rooms_apart(steward) -> None:
    room = SharedRoomFactory(name="Dorm", beds=4)
    first = BookingFactory(room=room, people=2, state=State.CONFIRMED)
    second = BookingFactory(room=RoomFactory(house=room.house, name="Attic"), state=State.APPROVED)

    assert told(feed_calendar(open_feed(room.house, None, by=steward, now=NOW), now=NOW)) == [
        ("Dorm: Booked (2 of its beds)", first.arrive, first.depart),
        ("Attic: Booked", second.arrive, second.depart),
    ]


@pytest.mark.parametrize("stays", [1, 3])
def test_a_feed_takes_two_queries(steward, django_assert_num_queries, stays) -> None:
    room = SharedRoomFactory()
    for _number in range(stays):
        BookingFactory(room=room, state=State.CONFIRMED)
    feed = open_feed(room.house, room, by=steward, now=NOW)

    with django_assert_num_queries(2):
        assert len(told(feed_calendar(feed, now=NOW))) == stays


def test_a_hold_that_ran_out_is_not_told(steward) -> None:
    booking = BookingFactory(state=State.APPROVED)
    feed = open_feed(booking.house, booking.room, by=steward, now=NOW)

    assert len(told(feed_calendar(feed, now=NOW))) == 1
    assert told(feed_calendar(feed, now=booking.hold_until + timedelta(seconds=1))) == []


def test_the_address_is_read_until_it_is_renewed(client, steward) -> None:
    booking = BookingFactory(state=State.CONFIRMED)
    room = booking.room
    feed = open_feed(room.house, room, by=steward, now=NOW)
    address = reverse("calendar", args=[feed.token])
    with time_machine.travel(NOW, tick=False):
        answer = client.get(address)
        with time_machine.travel(NOW + timedelta(hours=1), tick=False):
            same = client.get(address, headers={"If-None-Match": answer["ETag"]})
        renewed = open_feed(room.house, room, by=steward, now=NOW)

        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert answer["Content-Disposition"] == f'inline; filename="{room.slug}.ics"'
        assert answer.cookies == {}
        assert (same.status_code, same.content) == (304, b"")
        assert len(feed.token) >= 43
        assert client.get(address).status_code == 404
        assert client.get(reverse("calendar", args=[renewed.token])).status_code == 200
        end_feed(renewed, by=steward, now=NOW)
        assert client.get(reverse("calendar", args=[renewed.token])).status_code == 404
        assert client.get("/calendars/nothing.ics").status_code == 404

"""Beds free, night by night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bookings.models import BedNight, Block
from bookings.queries import free_beds, nights_of
from bookings.rules.fit import Night
from locations.models import CapacityChange
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, SharedRoomFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
MARCH_10, MARCH_13 = date(2026, 3, 10), date(2026, 3, 13)


def test_free_beds_is_capacity_less_what_is_taken():
    room = SharedRoomFactory(beds=4)
    BookingFactory(room=room, people=2, state="CONFIRMED")

    assert free_beds(room, date(2026, 3, 9), date(2026, 3, 14), NOW) == [
        (date(2026, 3, 9), 4),
        (date(2026, 3, 10), 2),
        (date(2026, 3, 11), 2),
        (date(2026, 3, 12), 2),
        (date(2026, 3, 13), 4),
    ]


def test_hold_counts_until_the_moment_it_ends():
    room = RoomFactory()
    hold_until = BookingFactory(room=room, state="APPROVED").hold_until

    before, at = hold_until - timedelta(microseconds=1), hold_until

    assert [free for _night, free in free_beds(room, MARCH_10, MARCH_13, before)] == [0, 0, 0]
    assert [free for _night, free in free_beds(room, MARCH_10, MARCH_13, at)] == [1, 1, 1]


def test_request_takes_nothing_and_a_block_does():
    room = RoomFactory()
    BookingFactory(room=room)
    block = Block.objects.create(
        room=room, start=MARCH_10, end=MARCH_13, reason="Paint", by=UserFactory(), created_at=NOW
    )
    BedNight.objects.create(room=room, night=MARCH_10, bed=1, block=block)

    assert [free for _night, free in free_beds(room, MARCH_10, MARCH_13, NOW)] == [0, 1, 1]


def test_capacity_steps_with_its_changes_and_is_nothing_before_the_first():
    room = SharedRoomFactory(beds=None)
    CapacityChange.objects.create(room=room, start_date=MARCH_10, beds=3)
    CapacityChange.objects.create(room=room, start_date=date(2026, 3, 12), beds=1)

    assert nights_of([room.pk], date(2026, 3, 9), MARCH_13, now=NOW)[room.pk] == [
        Night(date(2026, 3, 9), 0, 0),
        Night(date(2026, 3, 10), 3, 3),
        Night(date(2026, 3, 11), 3, 3),
        Night(date(2026, 3, 12), 1, 1),
    ]


@pytest.mark.parametrize(("rooms", "nights"), [(1, 1), (3, 1), (1, 90), (3, 90)])
def test_nights_of_takes_two_queries_whatever_the_rooms_and_nights(django_assert_num_queries, rooms, nights):
    ids = [RoomFactory().pk for _room in range(rooms)]
    BookingFactory(state="CONFIRMED")

    with django_assert_num_queries(2):
        found = nights_of(
            ids, MARCH_10, MARCH_10 + timedelta(days=nights), now=datetime(2026, 3, 1, tzinfo=UTC)
        )

    assert [len(found[pk]) for pk in ids] == [nights] * rooms

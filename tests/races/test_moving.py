"""Stays that move between rooms while others want them."""

import threading
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from bookings.actions import change_stay, request_stay
from bookings.actions.beds import lock_booking, lock_rooms
from bookings.models import Booking
from bookings.queries import wrong_beds
from locations.models import Room
from tests.factories.locations import RoomFactory
from tests.factories.members import UserFactory
from tests.races.conftest import at_once


def ask(room, dates):
    guest = UserFactory()
    return request_stay(room, guest=guest, by=guest, now=timezone.now(), **dates)


def test_a_lock_that_is_of_no_use_any_more_is_let_go(room, dates):
    before = RoomFactory(house=room.house)
    booking = ask(before, dates)
    moved, seen = threading.Event(), []

    def wait_for_it():
        with transaction.atomic():
            found = lock_booking(booking, now=timezone.now())
            moved.wait(timeout=60)
            seen.append(found.room)
            at_once([lambda: seen.append(_is_free(before))])

    with transaction.atomic():
        lock_rooms(before.pk)
        other = threading.Thread(target=partial(_closing, wait_for_it))
        other.start()
        _until_somebody_waits()
        Booking.objects.filter(pk=booking.pk).update(room=room)
    moved.set()
    other.join(timeout=60)

    assert seen == [room, True]


def test_stays_that_change_places_neither_wait_for_ever_nor_sell_twice(room, dates):
    rooms = [room, *(RoomFactory(house=room.house) for _room in range(2))]
    bookings = [ask(place, dates) for place in rooms]
    given = {**dates, "people": 1, "now": timezone.now()}

    for turn in (1, 2):
        to = [rooms[(number + turn) % 3] for number in range(3)]
        at_once(
            [
                partial(change_stay, booking, room=place, by=booking.guest, **given)
                for booking, place in zip(bookings, to, strict=True)
            ]
        )

    assert wrong_beds() == []
    assert Booking.objects.filter(state="HELD").count() == 3


def _closing(call):
    try:
        call()
    finally:
        connection.close()


def _is_free(room: Room) -> bool:
    with transaction.atomic():
        return Room.objects.select_for_update(skip_locked=True).filter(pk=room.pk).exists()


def _until_somebody_waits() -> None:
    for _turn in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted), pg_sleep(0.01)")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waits for the lock.")

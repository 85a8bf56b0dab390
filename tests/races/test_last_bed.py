"""The one guarantee: nobody sells a bed twice, however many want it."""

import threading
from contextlib import suppress
from functools import partial

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from bookings.actions import Refused, approve, beds, request_stay
from bookings.actions.expiry import expire_holds
from bookings.models import BedNight
from bookings.queries import wrong_beds
from locations.models import Room, Terms
from tests.factories.locations import HouseFactory, RoomFactory
from tests.factories.members import UserFactory
from tests.races.conftest import at_once

pytestmark = pytest.mark.django_db(transaction=True)
GUESTS = 8


def ask(room, guest, dates):
    return request_stay(room, guest=guest, by=guest, now=timezone.now(), **dates)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_many_guests_hold_the_last_bed_once(room, dates):
    guests = [UserFactory() for _guest in range(GUESTS)]

    results = at_once([partial(ask, room, guest, dates) for guest in guests])

    assert outcomes(results) == ["Booking"] + ["Refused"] * (GUESTS - 1)
    assert BedNight.objects.count() == 2
    assert wrong_beds() == []


def test_two_stewards_approve_two_requests_for_the_last_bed_once(dates):
    room = RoomFactory(house=HouseFactory(terms=Terms.REQUEST))
    steward = UserFactory(is_superuser=True)
    requests = [ask(room, UserFactory(), dates) for _guest in range(2)]

    results = at_once([partial(approve, one, by=steward, now=timezone.now()) for one in requests])

    assert outcomes(results) == ["Booking", "Refused"]
    assert wrong_beds() == []


def test_two_stewards_approve_one_request_once(dates):
    room = RoomFactory(house=HouseFactory(terms=Terms.REQUEST))
    steward = UserFactory(is_superuser=True)
    booking = ask(room, UserFactory(), dates)

    results = at_once([partial(approve, booking, by=steward, now=timezone.now()) for _steward in range(2)])

    assert outcomes(results) == ["Booking", "Refused"]
    assert booking.moves.filter(end="APPROVED").count() == 1
    assert booking.thread.messages.filter(key="bookings.approved").count() == 1


@pytest.fixture
def everybody_looks_before_anybody_takes(monkeypatch):
    """Both have read the free beds before either writes, unless something makes one of them wait."""
    barrier = threading.Barrier(2)
    assign = beds.assign

    def slow(free, count):
        chosen = assign(free, count)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=2)
        return chosen

    monkeypatch.setattr(beds, "assign", slow)


@pytest.fixture
def no_lock(monkeypatch):
    """Rooms are read without their lock."""

    def read(*room_ids):
        return {room.pk: room for room in Room.objects.select_related("house").filter(pk__in=room_ids)}

    monkeypatch.setattr(beds, "lock_rooms", read)
    monkeypatch.setattr("bookings.actions.asking.lock_rooms", read)


@pytest.fixture
def no_constraint(transactional_db):
    """The database no longer refuses a bed twice."""
    [constraint] = [one for one in BedNight._meta.constraints if one.name == "bednight_sold_once"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(BedNight, constraint)
    yield
    BedNight.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(BedNight, constraint)


def two_at_once(room, dates):
    guests = [UserFactory() for _guest in range(2)]
    return outcomes(at_once([partial(ask, room, guest, dates) for guest in guests]))


@pytest.mark.usefixtures("everybody_looks_before_anybody_takes", "no_lock", "no_constraint")
def test_without_lock_and_constraint_the_race_is_real(room, dates):
    assert two_at_once(room, dates) == ["Booking", "Booking"]
    assert len(wrong_beds()) > 0


@pytest.mark.usefixtures("everybody_looks_before_anybody_takes", "no_lock")
def test_without_the_lock_the_database_refuses(room, dates):
    assert two_at_once(room, dates) == ["Booking", IntegrityError.__name__]
    assert wrong_beds() == []


@pytest.mark.usefixtures("everybody_looks_before_anybody_takes", "no_constraint")
def test_without_the_constraint_the_lock_makes_the_second_wait(room, dates):
    assert two_at_once(room, dates) == ["Booking", Refused.__name__]
    assert wrong_beds() == []


def test_the_clock_ends_a_hold_while_another_guest_asks(room, dates):
    first, other = ask(room, UserFactory(), dates), UserFactory()
    late = first.hold_until

    results = at_once(
        [
            partial(expire_holds, late),
            partial(request_stay, room, guest=other, by=other, now=late, **dates),
        ]
    )

    first.refresh_from_db()
    assert first.state == "EXPIRED"
    assert results[1].state == "HELD"
    assert first.moves.filter(end="EXPIRED").count() == 1
    assert wrong_beds() == []

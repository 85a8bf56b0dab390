"""Two people change a room's beds at once: one of the two is told no."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bookings.actions import Refused, approve
from bookings.actions.capacity import change_capacity, remove_change
from bookings.models import Booking
from bookings.queries import wrong_beds
from bookings.rules.states import State
from locations.models import CapacityChange
from locations.rules.capacity import beds_on
from tests.factories.bookings import ARRIVE, NOW, BookingFactory
from tests.factories.locations import SharedRoomFactory
from tests.factories.members import UserFactory

ROUNDS = 6


def tried(start: Barrier, act: Callable[[], object]) -> bool:
    """Whether `act`, begun together with the other, was done; False if it was refused."""
    start.wait(timeout=30)
    try:
        act()
    except Refused:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_closing_and_approving_at_once_leaves_one_refused() -> None:
    steward = UserFactory(is_superuser=True)
    for _round in range(ROUNDS):
        room = SharedRoomFactory(beds=1)
        booking = BookingFactory(room=room)
        start = Barrier(2)

        with ThreadPoolExecutor(2) as pool:
            approved = pool.submit(tried, start, lambda: approve(booking, by=steward, now=NOW))  # noqa: B023
            closed = pool.submit(
                tried,
                start,
                lambda: change_capacity(room, start_date=ARRIVE, beds=0, by=steward, now=NOW),  # noqa: B023
            )

        offered = beds_on(room.capacity_changes.values_list("start_date", "beds"), ARRIVE)
        state = Booking.objects.get(pk=booking.pk).state
        assert (approved.result(), closed.result()) in {(True, False), (False, True)}
        assert (state, offered) == ((State.APPROVED, 1) if approved.result() else (State.REQUESTED, 0))
        assert wrong_beds() == []


@pytest.mark.django_db(transaction=True)
def test_removing_a_change_twice_at_once_says_once_that_it_is_gone() -> None:
    """Both have found the change before either takes it away."""
    steward = UserFactory(is_superuser=True)
    for _round in range(ROUNDS):
        room = SharedRoomFactory(beds=1)
        change = CapacityChange.objects.create(room=room, start_date=ARRIVE, beds=3)
        start = Barrier(2)

        with ThreadPoolExecutor(2) as pool:
            done = [
                pool.submit(tried, start, lambda: remove_change(change, by=steward, now=NOW))  # noqa: B023
                for _twice in range(2)
            ]

        assert sorted(one.result() for one in done) == [False, True]
        assert room.capacity_changes.get().beds == 1

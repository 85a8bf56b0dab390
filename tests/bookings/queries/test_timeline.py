"""A room's beds over time, beside what is taken."""

from datetime import date, timedelta

import pytest

from bookings.queries.timeline import Phase, timeline
from bookings.rules.states import State
from locations.models import CapacityChange
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import OPENED_ON, SharedRoomFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_timeline_has_past_present_and_coming_stretches(django_assert_num_queries) -> None:
    room = SharedRoomFactory(beds=4)
    middle, coming = date(2025, 6, 1), ARRIVE + timedelta(days=1)
    CapacityChange.objects.create(room=room, start_date=middle, beds=6)
    CapacityChange.objects.create(room=room, start_date=coming, beds=5)
    BookingFactory(room=room, people=2, state=State.CONFIRMED)
    BookingFactory(
        room=room, people=1, arrive=DEPART - timedelta(days=1), depart=DEPART, state=State.CONFIRMED
    )

    with django_assert_num_queries(2):
        stretches = timeline(room, today=TODAY, now=NOW)

    assert [
        (s.change.beds, s.change.start_date, s.last, s.phase, s.most_taken, s.fullest, s.may_go)
        for s in stretches
    ] == [
        (4, OPENED_ON, date(2025, 5, 31), Phase.PAST, 0, None, False),
        (6, middle, ARRIVE, Phase.NOW, 2, ARRIVE, False),
        (5, coming, None, Phase.COMING, 3, DEPART - timedelta(days=1), True),
    ]


def test_timeline_of_a_room_that_offers_nothing_is_empty() -> None:
    assert timeline(SharedRoomFactory(beds=None), today=TODAY, now=NOW) == []


def test_hold_that_ran_out_takes_nothing() -> None:
    booking = BookingFactory(room=SharedRoomFactory(beds=4), people=3, state=State.APPROVED)
    moments = (booking.hold_until - timedelta(seconds=1), booking.hold_until)

    assert [timeline(booking.room, today=TODAY, now=now)[0].most_taken for now in moments] == [3, 0]

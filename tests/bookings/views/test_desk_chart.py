"""The calendar of a house at the desk."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from bookings.actions.blocks import block
from bookings.queries.chart import chart
from bookings.rules.chart import window
from bookings.rules.states import State
from locations.models import CapacityChange
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.calendars import outside_calendar
from tests.factories.locations import HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

MARCH = window(date(2026, 3, 2), 4)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def shown(client, house, **asked) -> str:
    client.force_login(StewardFactory(house=house))
    return client.get(reverse("desk:chart", args=[house.slug]), asked).text


def test_every_bed_shows_whose_its_nights_are() -> None:
    room = SharedRoomFactory(beds=2)
    first = BookingFactory(room=room, state=State.CONFIRMED)
    BookingFactory(room=room, state=State.APPROVED, people=1)
    CapacityChange.objects.create(room=room, start_date=date(2026, 3, 16), beds=1)
    outside_calendar(room, ("a", date(2026, 3, 20), date(2026, 3, 22)))
    other = RoomFactory(house=room.house)
    by = UserFactory(is_superuser=True)
    block(other, start=date(2026, 3, 4), end=date(2026, 3, 6), beds=1, reason="Paint", by=by, now=NOW)

    dorm, single = chart(room.house, MARCH, now=NOW)

    told = [[(piece.nights, piece.owner and piece.owner.kind) for piece in row.pieces] for row in dorm.beds]
    assert told == [
        [(8, None), (3, "coming"), (7, None), (2, "outside"), (8, None)],
        [(8, None), (3, "unpaid"), (3, None), (14, None)],
    ]
    assert [night.free for night in dorm.nights[7:12]] == [2, 0, 0, 0, 2]
    assert dorm.beds[0].pieces[1].owner.number == first.number
    assert [piece.owner.name for row in single.beds for piece in row.pieces if piece.owner] == ["Paint"]


@pytest.mark.parametrize("stays", [1, 3])
def test_the_rows_take_three_queries(django_assert_num_queries, stays) -> None:
    house = HouseFactory()
    for _number in range(stays):
        BookingFactory(room=RoomFactory(house=house), state=State.CONFIRMED)

    with django_assert_num_queries(3):
        assert len(chart(house, MARCH, now=NOW)) == stays


@pytest.mark.parametrize("stays", [1, 3])
def test_a_month_takes_as_many_queries_whatever_its_size(client, django_assert_num_queries, stays) -> None:
    house = HouseFactory()
    for _number in range(stays):
        BookingFactory(room=RoomFactory(house=house), state=State.CONFIRMED)
    client.force_login(StewardFactory(house=house))
    address = reverse("desk:chart", args=[house.slug])
    client.get(address)

    with django_assert_num_queries(14):
        client.get(address)


def test_it_begins_with_this_week_and_leads_to_others(client) -> None:
    booking = BookingFactory(state=State.CONFIRMED, guest=UserFactory(name="Ann Guest"))

    body = shown(client, booking.house)

    assert "Ann Guest" in body
    assert 'value="2026-03-02"' in body
    assert "?from=2026-03-30&amp;weeks=4" in body
    assert "?from=2026-02-02&amp;weeks=4" in body


@pytest.mark.parametrize("asked", [{"from": "soon"}, {"from": "9999-12-31"}, {"weeks": "5"}, {"weeks": "²"}])
def test_what_can_not_be_shown_falls_back_to_the_usual(client, asked) -> None:
    body = shown(client, RoomFactory().house, **asked)

    assert 'value="2026-03-02"' in body
    assert '<option value="4" selected>' in body


def test_a_house_without_rooms_leads_to_its_first(client) -> None:
    assert "The house has no room yet." in shown(client, HouseFactory())


def test_a_phone_gets_one_night(client) -> None:
    booking = BookingFactory(state=State.CONFIRMED, guest=UserFactory(name="Ann Guest"))

    body = shown(client, booking.house, weeks="1", **{"from": "2026-03-10", "day": "2026-03-12"})

    assert "The night of Thursday 12 March 2026" in body
    assert "?from=2026-03-13&amp;weeks=1&amp;day=2026-03-13" in body

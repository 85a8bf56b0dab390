"""Stays sold elsewhere take beds here, whatever their calendar does."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from bookings.actions import Refused
from bookings.actions.blocks import block
from bookings.actions.capacity import change_capacity
from bookings.actions.outside import ignore, try_again
from bookings.actions.reading import (
    add_calendar,
    believe_calendar,
    import_calendar,
    import_due,
    remove_calendar,
)
from bookings.models import BedNight, OutsideCalendar, OutsideState, OutsideStay
from bookings.queries import free_beds, wrong_beds
from bookings.rules.states import State
from messaging.models import Message
from tests.bookings.elsewhere import calendar_of, elsewhere
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

MARCH = [date(2026, 3, 1) + timedelta(days=day) for day in range(31)]


@pytest.fixture
def site():
    with elsewhere() as site:
        yield site


@pytest.fixture
def steward():
    return UserFactory(is_superuser=True)


def added(room, site, by, *, url: str = "", now=NOW) -> OutsideCalendar:
    return add_calendar(room, name="Airbnb", url=url or site.url, last_night=False, by=by, now=now)


def taken(room) -> list[tuple[int, int]]:
    return list(BedNight.objects.filter(room=room).order_by("night", "bed").values_list("night__day", "bed"))


def stay(uid: str, first: int, last: int) -> tuple[str, date, date]:
    return uid, date(2026, 3, first), date(2026, 3, last)


def states(calendar: OutsideCalendar) -> list[tuple[str, str]]:
    return list(calendar.stays.order_by("key", "pk").values_list("key", "state"))


def test_a_stay_sold_elsewhere_takes_its_nights_here(site, steward) -> None:
    room = RoomFactory()
    site.body = calendar_of(stay("a", 10, 13))
    calendar = added(room, site, steward)

    assert import_due(NOW) == 1

    assert [free for _night, free in free_beds(room, MARCH[8], MARCH[13], now=NOW)] == [1, 0, 0, 0, 1]
    calendar.refresh_from_db()
    assert (calendar.read_at, calendar.failures, calendar.next_at) == (NOW, 0, NOW + timedelta(minutes=30))
    assert import_due(NOW + timedelta(minutes=29)) == 0


def test_reading_it_twice_changes_nothing(site, steward) -> None:
    room = SharedRoomFactory()
    site.body = calendar_of(stay("a", 10, 12), stay("b", 11, 13))
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)
    before = list(BedNight.objects.values_list("pk", "night", "bed"))

    import_calendar(calendar, now=NOW + timedelta(hours=1))

    assert list(BedNight.objects.values_list("pk", "night", "bed")) == before
    assert states(calendar) == [("a", "PLACED"), ("b", "PLACED")]


def test_moved_renamed_and_vanished_stays_free_what_they_had(site, steward) -> None:
    room = SharedRoomFactory(beds=3)
    site.body = calendar_of(stay("a", 10, 12), stay("b", 10, 12), stay("c", 10, 12))
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)

    site.body = calendar_of(stay("a", 11, 13), stay("b2", 10, 12))
    import_calendar(calendar, now=NOW)

    assert [day for day, _bed in taken(room)] == [10, 11, 11, 12]
    assert states(calendar) == [("a", "PLACED"), ("b2", "PLACED"), ("c", "GONE")]
    assert wrong_beds() == []


def test_what_clashes_takes_the_nights_that_are_free_and_is_told_once(site, steward) -> None:
    booking = BookingFactory(state=State.CONFIRMED)
    room = booking.room
    keeper = StewardFactory(house=room.house)
    site.body = calendar_of(stay("a", 9, 12))
    calendar = added(room, site, steward)

    import_calendar(calendar, now=NOW)
    import_calendar(calendar, now=NOW + timedelta(hours=1))

    assert states(calendar) == [("a", "CLASHING")]
    assert list(BedNight.objects.filter(outside__key="a").values_list("night__day", flat=True)) == [9]
    told = Message.objects.filter(key="bookings.outside_clash")
    assert list(told.values_list("to", flat=True)) == [keeper.email]
    assert "sold a bed that is taken" in told.get().subject
    booking.refresh_from_db()
    assert booking.state == State.CONFIRMED
    assert wrong_beds() == []


def test_a_clash_is_over_once_the_bed_is_free(site, steward) -> None:
    room = RoomFactory()
    kept = block(room, start=MARCH[9], end=MARCH[10], beds=1, reason="Paint", by=steward, now=NOW)
    site.body, site.headers = calendar_of(stay("a", 10, 12)), {"ETag": '"1"'}
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)
    assert states(calendar) == [("a", "CLASHING")]

    BedNight.objects.filter(block=kept).delete()
    import_calendar(OutsideCalendar.objects.get(), now=NOW + timedelta(hours=1))

    assert states(calendar) == [("a", "PLACED")]
    assert taken(room) == [(10, 1), (11, 1)]


def test_a_clash_is_answered_with_another_room_or_left_out(site, steward) -> None:
    booking = BookingFactory(state=State.CONFIRMED)
    other = RoomFactory(house=booking.house)
    site.body = calendar_of(stay("a", 9, 12))
    calendar = added(booking.room, site, steward)
    import_calendar(calendar, now=NOW)
    clash = OutsideStay.objects.get()

    with pytest.raises(Refused, match="no bed free"):
        try_again(clash, by=steward, now=NOW)
    with pytest.raises(Refused, match="not in this house"):
        try_again(clash, room=RoomFactory(), by=steward, now=NOW)
    try_again(clash, room=other, by=steward, now=NOW)

    assert [day for day, _bed in taken(other)] == [9, 10, 11]
    assert BedNight.objects.filter(room=booking.room, outside=clash).count() == 0
    import_calendar(calendar, now=NOW + timedelta(hours=1))
    assert [day for day, _bed in taken(other)] == [9, 10, 11]

    ignore(clash, by=steward, now=NOW)
    import_calendar(calendar, now=NOW + timedelta(hours=2))

    assert taken(other) == []
    assert states(calendar) == [("a", OutsideState.IGNORED)]
    assert wrong_beds() == []


def test_a_calendar_that_is_suddenly_empty_keeps_its_beds_for_a_day(site, steward) -> None:
    room = RoomFactory()
    site.body = calendar_of(stay("a", 10, 12))
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)
    site.body = calendar_of()

    for hours in (1, 13, 24):
        import_calendar(OutsideCalendar.objects.get(), now=NOW + timedelta(hours=hours))
        assert len(taken(room)) == 2
    import_calendar(OutsideCalendar.objects.get(), now=NOW + timedelta(hours=25))

    assert taken(room) == []
    assert OutsideCalendar.objects.get().doubted_at is None


def test_a_steward_can_say_that_it_is_right_to_be_empty(site, steward) -> None:
    room = RoomFactory()
    site.body = calendar_of(stay("a", 10, 12))
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)
    site.body = calendar_of()
    import_calendar(calendar, now=NOW)

    believe_calendar(calendar, by=steward, now=NOW)

    assert import_due(NOW) == 1
    assert taken(room) == []


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [(b"<html>", 200, "does not begin"), (b"", 500, "500"), (calendar_of()[:-15], 200, "end is missing")],
)
def test_a_reading_that_fails_keeps_every_bed_and_says_why(site, steward, body, status, said) -> None:
    room = RoomFactory()
    site.body = calendar_of(stay("a", 10, 12))
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)
    site.body, site.status = body, status

    assert not import_calendar(calendar, now=NOW + timedelta(minutes=30))

    calendar.refresh_from_db()
    assert len(taken(room)) == 2
    assert said in calendar.error
    assert (calendar.failures, calendar.read_at) == (1, NOW)
    assert calendar.next_at == NOW + timedelta(minutes=60)


def test_an_entry_that_can_not_be_read_keeps_what_it_had(site, steward) -> None:
    room = SharedRoomFactory(beds=2)
    site.body = calendar_of(stay("a", 10, 12), stay("b", 10, 11))
    calendar = added(room, site, steward)
    import_calendar(calendar, now=NOW)
    site.body = site.body.replace(
        b"DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260312", b"DTSTART:soon"
    )

    import_calendar(calendar, now=NOW)

    assert OutsideCalendar.objects.get().unread == 1
    assert [day for day, _bed in taken(room)] == [10, 10, 11]


def test_removing_a_calendar_frees_the_nights_to_come(site, steward) -> None:
    room = RoomFactory()
    site.body = calendar_of(stay("a", 1, 4))
    calendar = added(room, site, steward, now=NOW - timedelta(days=2))
    import_calendar(calendar, now=NOW - timedelta(days=2))

    assert remove_calendar(calendar, by=steward, now=NOW) == 1

    assert [day for day, _bed in taken(room)] == [1]
    assert not import_calendar(calendar, now=NOW)
    with pytest.raises(Refused, match="removed"):
        remove_calendar(calendar, by=steward, now=NOW)


def test_the_same_calendar_is_added_once_to_a_room(site, steward) -> None:
    room = RoomFactory()
    added(room, site, steward, url="webcal://other.example/a.ics")

    with pytest.raises(Refused, match="already"):
        added(room, site, steward, url="https://other.example/a.ics")


def test_the_command_reads_all_and_names_what_failed(site, steward, capsys) -> None:
    room = RoomFactory()
    added(room, site, steward)
    added(room, site, steward, url="http://10.0.0.1/a.ics")

    with pytest.raises(CommandError, match="1 of 2"):
        call_command("import_calendars", house=room.house.slug)

    said = capsys.readouterr().out
    assert f"{room.house.slug}/{room.slug} Airbnb: read\n" in said
    assert "NOT READ: its address is not a public one" in said


def test_capacity_names_a_stay_from_elsewhere_that_is_in_the_way(site, steward) -> None:
    room = SharedRoomFactory(beds=2)
    site.body = calendar_of(stay("a", 10, 12))
    import_calendar(added(room, site, steward), now=NOW)

    with pytest.raises(Refused, match="a stay from “Airbnb”"):
        change_capacity(room, start_date=MARCH[5], beds=0, by=steward, now=NOW)
    change_capacity(room, start_date=MARCH[5], beds=1, by=steward, now=NOW)
    assert wrong_beds() == []

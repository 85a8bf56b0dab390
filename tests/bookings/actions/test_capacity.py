"""Capacity over time, never below what is sold, and every bed number within it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bookings.actions import Refused
from bookings.actions.blocks import block, unblock
from bookings.actions.capacity import change_capacity, remove_change
from bookings.actions.refused import InTheWay
from bookings.models import BedNight
from bookings.queries import free_beds, wrong_beds
from bookings.rules.states import State
from locations.models import CapacityChange
from tests.factories.bookings import ARRIVE, DEPART, NOW, BookingFactory
from tests.factories.locations import OPENED_ON, HouseFactory, RoomFactory, SharedRoomFactory, StewardFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
ONE = timedelta(days=1)


@pytest.fixture
def room():
    return SharedRoomFactory(beds=4)


@pytest.fixture
def steward(room):
    return StewardFactory(house=room.house)


def changes(room) -> dict:
    return dict(room.capacity_changes.values_list("start_date", "beds"))


def test_change_is_stored_from_its_night_on(room, steward) -> None:
    edit = change_capacity(room, start_date=ARRIVE, beds=2, by=steward, now=NOW)

    assert changes(room) == edit.after == {OPENED_ON: 4, ARRIVE: 2}
    assert free_beds(room, ARRIVE - ONE, ARRIVE + ONE, now=NOW) == [(ARRIVE - ONE, 4), (ARRIVE, 2)]


def test_change_that_repeats_is_said_and_not_stored(room, steward) -> None:
    edit = change_capacity(room, start_date=ARRIVE, beds=4, by=steward, now=NOW)

    assert (edit.repeats, changes(room)) == (True, {OPENED_ON: 4})


def test_change_takes_the_next_one_in_if_it_says_the_same(room, steward) -> None:
    change_capacity(room, start_date=DEPART, beds=2, by=steward, now=NOW)

    edit = change_capacity(room, start_date=ARRIVE, beds=2, by=steward, now=NOW)

    assert (edit.merged, changes(room)) == (DEPART, {OPENED_ON: 4, ARRIVE: 2})


def test_removal_takes_the_next_one_with_it_if_that_repeats(room, steward) -> None:
    change_capacity(room, start_date=ARRIVE, beds=2, by=steward, now=NOW)
    change_capacity(room, start_date=DEPART, beds=4, by=steward, now=NOW)

    remove_change(CapacityChange.objects.get(start_date=ARRIVE), by=steward, now=NOW)

    assert changes(room) == {OPENED_ON: 4}


def test_today_of_the_house_may_change_and_the_day_before_may_not(room, steward) -> None:
    with pytest.raises(Refused, match="before today"):
        change_capacity(room, start_date=TODAY - ONE, beds=2, by=steward, now=NOW)
    with pytest.raises(Refused, match="before today"):
        remove_change(room.capacity_changes.get(), by=steward, now=NOW)

    change_capacity(room, start_date=TODAY, beds=2, by=steward, now=NOW)

    assert changes(room) == {OPENED_ON: 4, TODAY: 2}


def test_removing_twice_is_refused(room, steward) -> None:
    change_capacity(room, start_date=ARRIVE, beds=2, by=steward, now=NOW)
    change = CapacityChange.objects.get(start_date=ARRIVE)
    remove_change(change, by=steward, now=NOW)

    with pytest.raises(Refused, match="gone already"):
        remove_change(change, by=steward, now=NOW)


@pytest.mark.parametrize("beds", [-1, 2])
def test_private_room_is_open_or_closed(beds: int) -> None:
    with pytest.raises(Refused, match="open or closed"):
        change_capacity(RoomFactory(), start_date=ARRIVE, beds=beds, by=UserFactory(), now=NOW)


def test_decrease_below_what_is_sold_names_the_stays(room, steward) -> None:
    ana = UserFactory(name="Ana")
    booking = BookingFactory(room=room, people=2, guest=ana, state=State.CONFIRMED)
    kept = block(room, start=ARRIVE, end=DEPART, beds=1, reason="Leaking roof", by=steward, now=NOW)

    with pytest.raises(InTheWay) as refused:
        change_capacity(room, start_date=TODAY, beds=2, by=steward, now=NOW)

    assert str(refused.value) == (
        "On the night of Tue 10 March 2026 3 beds are taken: "
        f"Ana (stay {booking.number}), blocked for “Leaking roof”. Move or cancel some of them first."
    )
    assert refused.value.owners == [booking, kept]
    assert changes(room) == {OPENED_ON: 4}


def test_removal_that_lowers_is_refused_below_what_is_sold(room, steward) -> None:
    change_capacity(room, start_date=TODAY, beds=0, by=steward, now=NOW)
    change_capacity(room, start_date=ARRIVE, beds=2, by=steward, now=NOW)
    BookingFactory(room=room, people=2, state=State.CONFIRMED)

    with pytest.raises(Refused, match="2 beds are taken"):
        remove_change(CapacityChange.objects.get(start_date=ARRIVE), by=steward, now=NOW)


def test_decrease_moves_beds_below_the_new_number(room, steward) -> None:
    first, second, third = (BookingFactory(room=room, state=State.CONFIRMED) for _n in range(3))
    BedNight.objects.filter(booking=first).update(bed=4)

    change_capacity(room, start_date=ARRIVE + ONE, beds=3, by=steward, now=NOW)

    beds = BedNight.objects.filter(booking=first).order_by("night").values_list("bed", flat=True)
    assert list(beds) == [4, 1, 1]
    assert BedNight.objects.filter(booking__in=[second, third], bed__lte=3).count() == 6
    assert wrong_beds() == []


def beds_of(booking) -> list[int]:
    rows = BedNight.objects.filter(booking=booking)
    return list(rows.order_by("night", "bed").values_list("bed", flat=True))


def test_only_the_highest_bed_sold_moves_down(room, steward) -> None:
    booking = BookingFactory(room=room, state=State.CONFIRMED)
    BedNight.objects.update(bed=4)

    change_capacity(room, start_date=TODAY, beds=1, by=steward, now=NOW)

    assert (beds_of(booking), wrong_beds()) == ([1, 1, 1], [])


def test_beds_move_down_into_the_gaps_of_others(room, steward) -> None:
    """Four beds: Ana in 2 and 4, a block in 1 for the middle night only; three are left."""
    ana = BookingFactory(room=room, people=2, state=State.CONFIRMED)
    kept = block(room, start=ARRIVE + ONE, end=ARRIVE + 2 * ONE, beds=1, reason="Paint", by=steward, now=NOW)
    BedNight.objects.filter(block=kept).update(bed=5)
    BedNight.objects.filter(booking=ana, bed=1).update(bed=4)
    BedNight.objects.filter(block=kept).update(bed=1)

    change_capacity(room, start_date=TODAY, beds=3, by=steward, now=NOW)

    # Bed 3 is free for the whole stay, bed 1 only on its first and last night.
    assert (beds_of(ana), wrong_beds()) == ([2, 3] * 3, [])


def test_held_and_blocked_beds_move_down_as_well(room, steward) -> None:
    held = BookingFactory(room=room, state=State.APPROVED)
    kept = block(room, start=ARRIVE, end=DEPART, beds=1, reason="Paint", by=steward, now=NOW)
    BedNight.objects.filter(booking=held).update(bed=4)
    BedNight.objects.filter(block=kept).update(bed=3)

    change_capacity(room, start_date=TODAY, beds=2, by=steward, now=NOW)

    blocked = BedNight.objects.filter(block=kept).values_list("bed", flat=True)
    assert sorted({*beds_of(held), *blocked}) == [1, 2]
    assert set(BedNight.objects.filter(booking=held).values_list("until", flat=True)) == {held.hold_until}
    assert wrong_beds() == []


def test_beds_that_one_number_can_t_keep_change_once(room, steward) -> None:
    """Bed 3 goes; bed 1 is free on the first night, bed 2 on the others."""
    ana = BookingFactory(room=room, people=1, state=State.CONFIRMED)
    BedNight.objects.filter(booking=ana).update(bed=3)
    first = block(room, start=ARRIVE, end=ARRIVE + ONE, beds=1, reason="A", by=steward, now=NOW)
    rest = block(room, start=ARRIVE + ONE, end=DEPART, beds=1, reason="B", by=steward, now=NOW)
    BedNight.objects.filter(block=first).update(bed=2)
    assert set(BedNight.objects.filter(block=rest).values_list("bed", flat=True)) == {1}

    change_capacity(room, start_date=TODAY, beds=2, by=steward, now=NOW)

    assert (beds_of(ana), wrong_beds()) == ([1, 2, 2], [])


def test_last_hold_second_still_counts_as_taken(room, steward) -> None:
    booking = BookingFactory(room=room, people=4, state=State.APPROVED)

    with pytest.raises(InTheWay, match="4 beds are taken"):
        change_capacity(
            room, start_date=ARRIVE, beds=3, by=steward, now=booking.hold_until - timedelta(seconds=1)
        )


def test_house_s_own_today_decides_what_is_past() -> None:
    """At 11:00 UTC it is the 2nd in Niue and the 3rd on Kiritimati."""
    moment = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    west = SharedRoomFactory(house=HouseFactory(time_zone="Pacific/Niue"))
    east = SharedRoomFactory(house=HouseFactory(time_zone="Pacific/Kiritimati"))
    steward = UserFactory(is_superuser=True)

    for room, first in ((west, date(2026, 3, 1)), (east, date(2026, 3, 3))):
        with pytest.raises(Refused, match="before today"):
            change_capacity(room, start_date=first - ONE, beds=2, by=steward, now=moment)
        with pytest.raises(Refused, match="before today"):
            block(room, start=first - ONE, end=first, beds=1, reason="Paint", by=steward, now=moment)
        change_capacity(room, start_date=first, beds=2, by=steward, now=moment)
        assert changes(room) == {OPENED_ON: 4, first: 2}


@pytest.mark.parametrize(("beds", "free"), [(0, 0), (1, 1)])
def test_private_room_takes_0_and_1(beds: int, free: int) -> None:
    room, steward = RoomFactory(beds=None), UserFactory(is_superuser=True)

    edit = change_capacity(room, start_date=ARRIVE, beds=beds, by=steward, now=NOW)

    # A room offers nothing to begin with, so closing it says nothing new.
    assert (edit.repeats, changes(room)) == ((True, {}) if beds == 0 else (False, {ARRIVE: 1}))
    assert free_beds(room, ARRIVE, DEPART, now=NOW)[0] == (ARRIVE, free)


def test_block_in_the_way_of_a_block_is_named(room, steward) -> None:
    kept = block(room, start=ARRIVE, end=DEPART, beds=4, reason="Paint", by=steward, now=NOW)

    with pytest.raises(InTheWay, match="4 beds are taken: blocked for “Paint”") as refused:
        block(room, start=TODAY, end=DEPART, beds=1, reason="Friends", by=steward, now=NOW)

    assert refused.value.owners == [kept]


def test_hold_that_ran_out_is_in_nobody_s_way(room, steward) -> None:
    booking = BookingFactory(room=room, people=4, state=State.APPROVED)

    change_capacity(room, start_date=ARRIVE, beds=0, by=steward, now=booking.hold_until)

    booking.refresh_from_db()
    assert (booking.state, changes(room)) == (State.EXPIRED, {OPENED_ON: 4, ARRIVE: 0})


def test_past_nights_beyond_capacity_stop_no_edit(room, steward) -> None:
    BookingFactory(room=room, people=4, state=State.CONFIRMED)
    room.capacity_changes.update(beds=2)

    change_capacity(room, start_date=DEPART, beds=1, by=steward, now=NOW)

    assert changes(room) == {OPENED_ON: 2, DEPART: 1}


def test_block_keeps_beds_from_being_sold(room, steward) -> None:
    kept = block(room, start=ARRIVE, end=DEPART, beds=3, reason="Painting", by=steward, now=NOW)

    assert [free for _night, free in free_beds(room, ARRIVE - ONE, DEPART + ONE, now=NOW)] == [4, 1, 1, 1, 4]
    assert (kept.reason, kept.by, kept.removed_at) == ("Painting", steward, None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"end": ARRIVE}, "end after the start"),
        ({"beds": 0}, "how many beds"),
        ({"reason": "  "}, "and why"),
        ({"start": TODAY - ONE}, "before today"),
        ({"beds": 5}, "On the night of Tue 10 March 2026 the room offers only 4 beds."),
        ({"end": ARRIVE + timedelta(days=731)}, "two years at most"),
    ],
)
def test_block_says_why_not(room, steward, fields, message) -> None:
    wanted = {"start": ARRIVE, "end": DEPART, "beds": 1, "reason": "Painting"} | fields

    with pytest.raises(Refused, match=message):
        block(room, **wanted, by=steward, now=NOW)

    assert not room.blocks.exists()


def test_unblock_sells_the_nights_from_today_on(room, steward) -> None:
    kept = block(room, start=ARRIVE, end=DEPART, beds=4, reason="Painting", by=steward, now=NOW)
    later = NOW + timedelta(days=9)

    unblock(kept, by=steward, now=later)

    assert [free for _night, free in free_beds(room, ARRIVE, DEPART, now=later)] == [0, 4, 4]
    with pytest.raises(Refused, match="already"):
        unblock(kept, by=steward, now=later)

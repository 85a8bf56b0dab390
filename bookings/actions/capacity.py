"""What a room offers over time, never below what is sold."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.beds import free_expired, lock_rooms
from bookings.actions.refused import InTheWay, Refused
from bookings.models import BedNight
from bookings.queries.capacity import lowered, over, owners, say_taken
from bookings.rules.beds import assign
from bookings.rules.clock import today
from locations.models import CapacityChange, Room
from locations.rules.capacity import Edit, InThePast, beds_on, with_change, without_change
from members.models import User

MOST_BEDS = 500


@transaction.atomic
def change_capacity(room: Room, *, start_date: date, beds: int, by: User, now: datetime) -> Edit:
    """Offer `beds` beds of `room` from the night of `start_date` until its next change; what became of it.

    A private room offers 1 (open) or 0 (closed). Refused for nights before the house's today, and below what
    is sold.
    """
    if not 0 <= beds <= (MOST_BEDS if room.is_shared else 1):
        raise Refused(_("A private room is open or closed.") if not room.is_shared else _("Too many beds."))
    return _edit(room, lambda changes, day: with_change(changes, start_date, beds, today=day), by=by, now=now)


@transaction.atomic
def remove_change(change: CapacityChange, *, by: User, now: datetime) -> Edit:
    """Take a change away: its nights offer what the night before it does. Refused as above."""
    return _edit(
        change.room,
        lambda changes, day: without_change(changes, change.start_date, today=day),
        by=by,
        now=now,
    )


def _edit(room: Room, make: Callable[[Mapping[date, int], date], Edit], *, by: User, now: datetime) -> Edit:
    room = lock_rooms(room.pk)[room.pk]
    before = dict(room.capacity_changes.values_list("start_date", "beds"))
    try:
        edit = make(before, today(now, room.house.zone))
    except InThePast as error:
        raise Refused(_("Nights before today are over and stay as they were.")) from error
    except KeyError as error:
        raise Refused(_("This change is gone already.")) from error
    free_expired(room.pk, now=now)
    fewer = lowered(room, before, edit.after, now=now)
    _refuse_below_sold(fewer, edit.after)
    _store(room, before, edit.after)
    _renumber(fewer, edit.after)
    _tell(room, before, edit.after, by=by, now=now)
    return edit


def _store(room: Room, before: Mapping[date, int], after: Mapping[date, int]) -> None:
    room.capacity_changes.filter(start_date__in=before.keys() - after.keys()).delete()
    for day, beds in after.items():
        if before.get(day) != beds:
            CapacityChange.objects.update_or_create(room=room, start_date=day, defaults={"beds": beds})


def _refuse_below_sold(nights: Mapping[date, list[BedNight]], after: Mapping[date, int]) -> None:
    night = over(nights, after)
    if night is not None:
        raise InTheWay(say_taken(night, nights[night]), owners(nights[night]))


def _renumber(nights: Mapping[date, list[BedNight]], after: Mapping[date, int]) -> None:
    """Give bed-nights above the new capacity a bed below it: one for the whole stay where one is free."""
    above: dict[tuple[tuple[int | None, ...], int], list[BedNight]] = defaultdict(list)
    free: dict[date, list[int]] = {}
    for night, rows in nights.items():
        offered = beds_on(after.items(), night)
        free[night] = sorted(set(range(1, offered + 1)) - {row.bed for row in rows})
        for row in rows:
            if row.bed > offered:
                above[row.owner_key, row.bed].append(row)
    for rows in above.values():
        _move_down(rows, free)


def _move_down(rows: list[BedNight], free: Mapping[date, list[int]]) -> None:
    chosen = assign({row.night: free[row.night] for row in rows}, 1)
    if chosen is None:
        raise RuntimeError("more beds are taken than there are, though they were counted")
    for row in rows:
        row.bed = chosen[row.night][0]
        free[row.night].remove(row.bed)
    BedNight.objects.bulk_update(rows, ["bed"])


def _tell(
    room: Room, before: Mapping[date, int], after: Mapping[date, int], *, by: User, now: datetime
) -> None:
    changed = sorted(day for day in {*before, *after} if before.get(day) != after.get(day))
    if changed:
        told = {str(day): after.get(day) for day in changed}
        log(room, "bookings.capacity", user=by, timestamp=now, data={"changes": told})

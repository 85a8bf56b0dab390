"""What other beds of a room would mean for what is sold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import BedNight, Block, Booking, Owner
from bookings.queries.nights import standing_at
from bookings.rules.clock import today
from locations.models import CapacityChange, Room
from locations.rules.capacity import Edit, beds_on, with_change, without_change

NAMED = 5
OWNERS = ("booking__guest", "booking__room__house", "block", "outside__calendar")
Beds = Mapping[date, int]
Taken = Mapping[date, list[BedNight]]


@dataclass(frozen=True)
class Preview:
    """What an edit would make of the nights `start … last` (from `start` on if None).

    `owners` have beds on nights that would offer less; on `night`, if any, too few would be left for
    those `in_the_way`.
    """

    edit: Edit
    start: date
    last: date | None
    was: int
    will: int
    owners: list[Owner]
    night: date | None
    in_the_way: list[Owner]

    @property
    def lowers(self) -> bool:
        return self.will < self.was


def preview_change(room: Room, *, start_date: date, beds: int, now: datetime) -> Preview:
    """What offering `beds` from `start_date` on would do. InThePast before the house's today."""
    before = _changes(room)
    edit = with_change(before, start_date, beds, today=today(now, room.house.zone))
    return _preview(room, before, edit, start=start_date, now=now)


def preview_removal(change: CapacityChange, *, now: datetime) -> Preview:
    """What taking `change` away would do. InThePast before the house's today; KeyError if it is gone."""
    room, before = change.room, _changes(change.room)
    edit = without_change(before, change.start_date, today=today(now, room.house.zone))
    return _preview(room, before, edit, start=change.start_date, now=now)


def _changes(room: Room) -> dict[date, int]:
    return dict(room.capacity_changes.values_list("start_date", "beds"))


def _preview(room: Room, before: Beds, edit: Edit, *, start: date, now: datetime) -> Preview:
    following = min((day for day in before if day > start), default=None)
    nights = lowered(room, before, edit.after, now=now)
    night = over(nights, edit.after)
    return Preview(
        edit=edit,
        start=start,
        last=following - timedelta(days=1) if following else None,
        was=beds_on(before.items(), start),
        will=beds_on(edit.after.items(), start),
        owners=owners(row for rows in nights.values() for row in rows),
        night=night,
        in_the_way=owners(nights[night]) if night else [],
    )


def lowered(room: Room, before: Beds, after: Beds, *, now: datetime) -> dict[date, list[BedNight]]:
    """Night → its bed-nights as of `now`, for the nights that have some and offer less than before."""
    first = min((day for day in {*before, *after} if before.get(day) != after.get(day)), default=date.max)
    nights: dict[date, list[BedNight]] = {}
    for row in taken(room, now=now).filter(night__gte=first):
        nights.setdefault(row.night, []).append(row)
    return {
        night: rows
        for night, rows in nights.items()
        if beds_on(after.items(), night) < beds_on(before.items(), night)
    }


def taken(room: Room, *, now: datetime) -> QuerySet[BedNight]:
    """Bed-nights of a room whose hold has not run out, with who has them, in order of night and bed."""
    standing = BedNight.objects.filter(standing_at(now), room=room)
    return standing.select_related(*OWNERS).order_by("night", "bed")


def over(nights: Taken, after: Beds) -> date | None:
    """The first night on which more is taken than would be left."""
    return next((night for night, rows in nights.items() if len(rows) > beds_on(after.items(), night)), None)


def owners(rows: Iterable[BedNight]) -> list[Owner]:
    """Whose the bed-nights are, each once, in their order."""
    found = {row.owner_key: row.owner for row in rows}
    return [owner for owner in found.values() if owner is not None]


def say_taken(night: date, rows: list[BedNight]) -> str:
    """How many beds are taken on a night and by whom, and what to do about it."""
    names = [_name(owner) for owner in owners(rows)]
    if len(names) > NAMED:
        names[NAMED:] = [_("%(n)d more") % {"n": len(names) - NAMED}]
    return ngettext(
        "On the night of %(night)s %(taken)d bed is taken: %(names)s. Move or cancel that first.",
        "On the night of %(night)s %(taken)d beds are taken: %(names)s. Move or cancel some of them first.",
        len(rows),
    ) % {"night": date_format(night, "D j F Y"), "taken": len(rows), "names": ", ".join(names)}


def _name(owner: Owner) -> str:
    if isinstance(owner, Booking):
        return _("%(guest)s (stay %(number)s)") % {"guest": owner.guest, "number": owner.number}
    if isinstance(owner, Block):
        return _("blocked for “%(reason)s”") % {"reason": owner.reason}
    return _("a stay from “%(calendar)s”") % {"calendar": owner.calendar}


def is_taken(room: Room) -> bool:
    """Whether anybody ever asked for the room, or it ever had a bed taken."""
    return Booking.objects.filter(room=room).exists() or BedNight.objects.filter(room=room).exists()

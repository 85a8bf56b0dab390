"""A house's rooms and beds over some weeks, and who has them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bookings.models import BedNight, Block, Booking, Owner, StateLabel
from bookings.queries.capacity import OWNERS
from bookings.queries.nights import standing_at
from bookings.rules.chart import Piece, pieces
from bookings.rules.desk import tab_of
from bookings.rules.fit import Night
from locations.models import CapacityChange, House, Room
from locations.rules.capacity import nightly

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """Whose the nights are, as a chart shows it: a tab's name, "block" or "outside" is its `kind`.

    `start`, `end`: all of its nights, half-open; `number` of a booking, `block` of a block.
    """

    kind: str
    name: str
    state: str
    start: date
    end: date
    number: str = ""
    block: int = 0


@dataclass(frozen=True)
class BedRow:
    """A bed, and its nights in pieces."""

    bed: int
    pieces: Sequence[Piece[Bar]]


@dataclass(frozen=True)
class RoomRows:
    """A room: its free beds night by night, and a row for each bed that it has or had in these weeks."""

    room: Room
    nights: Sequence[Night]
    beds: Sequence[BedRow]


def chart(house: House, nights: Sequence[date], *, now: datetime) -> list[RoomRows]:
    """Every room of a house on `nights`, consecutive ones. Three queries whatever the rooms and nights."""
    first, last = nights[0], nights[-1]
    rooms = list(house.rooms.order_by("order", "pk"))
    changes: dict[int, list[tuple[date, int]]] = defaultdict(list)
    told = CapacityChange.objects.filter(room__house=house, start_date__lte=last)
    for room_id, day, beds in told.values_list("room_id", "start_date", "beds"):
        changes[room_id].append((day, beds))
    taken: dict[int, dict[int, dict[date, Bar]]] = defaultdict(lambda: defaultdict(dict))
    bars: dict[tuple[int | None, ...], Bar] = {}
    for row in _rows(house, first, last, now=now):
        if row.owner_key not in bars:
            bars[row.owner_key] = _bar(row.owner, now=now)
        taken[row.room_id][row.bed][row.night] = bars[row.owner_key]
    return [_room(room, nights, changes[room.pk], taken[room.pk]) for room in rooms]


def _rows(house: House, first: date, last: date, *, now: datetime) -> QuerySet[BedNight]:
    standing = BedNight.objects.filter(standing_at(now), room__house=house)
    return standing.filter(night__gte=first, night__lte=last).select_related(*OWNERS).order_by("night", "bed")


def _room(
    room: Room,
    nights: Sequence[date],
    changes: Sequence[tuple[date, int]],
    taken: Mapping[int, Mapping[date, Bar]],
) -> RoomRows:
    offered = dict(nightly(changes, nights[0], nights[-1] + DAY))
    beds = range(1, max([0, *offered.values(), *taken]) + 1)
    sold = {night: sum(night in row for row in taken.values()) for night in nights}
    return RoomRows(
        room,
        [
            Night(night, capacity=offered[night], free=max(0, offered[night] - sold[night]))
            for night in nights
        ],
        [BedRow(bed, pieces(nights, bed=bed, taken=taken.get(bed, {}), offered=offered)) for bed in beds],
    )


def _bar(owner: Owner | None, *, now: datetime) -> Bar:
    if isinstance(owner, Booking):
        return Bar(
            kind=tab_of(owner.current_state(now), is_past=False).value,
            name=str(owner.guest),
            state=str(StateLabel(owner.current_state(now)).label),
            start=owner.arrive,
            end=owner.depart,
            number=owner.number,
        )
    if isinstance(owner, Block):
        return Bar("block", owner.reason, _("blocked"), owner.start, owner.end, block=owner.pk)
    if owner is None:
        raise ValueError("a bed-night belongs to somebody")
    return Bar("outside", owner.calendar.name, _("sold elsewhere"), owner.start, owner.end)

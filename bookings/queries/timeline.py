"""A room's beds over time, beside what is taken of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count

from bookings.models import BedNight
from bookings.queries.nights import standing_at
from locations.models import CapacityChange, Room


class Phase(StrEnum):
    PAST = "past"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True)
class Stretch:
    """From a change until the day before the next.

    `last` is its last night, None if it is open; `most_taken` the beds taken on its fullest night from today
    on, `fullest` the first such night; `may_go`: whether its change may be taken away.
    """

    change: CapacityChange
    last: date | None
    phase: Phase
    most_taken: int
    fullest: date | None
    may_go: bool


def timeline(room: Room, *, today: date, now: datetime) -> list[Stretch]:
    """The stretches of a room as of `now`, earliest first. Two queries."""
    changes = list(room.capacity_changes.order_by("start_date"))
    taken = dict(
        BedNight.objects.filter(standing_at(now), room=room, night__gte=today)
        .values_list("night")
        .annotate(beds=Count("pk"))
        .order_by("night")
    )
    return [_stretch(changes, place, taken, today) for place in range(len(changes))]


def _stretch(changes: Sequence[CapacityChange], place: int, taken: dict[date, int], today: date) -> Stretch:
    change = changes[place]
    after = changes[place + 1].start_date if place + 1 < len(changes) else None
    nights = {
        night: beds
        for night, beds in taken.items()
        if change.start_date <= night and (after is None or night < after)
    }
    most = max(nights.values(), default=0)
    return Stretch(
        change=change,
        last=after - timedelta(days=1) if after else None,
        phase=_phase(change.start_date, after, today),
        most_taken=most,
        fullest=min((night for night, beds in nights.items() if beds == most), default=None),
        may_go=change.start_date >= today,
    )


def _phase(start: date, after: date | None, today: date) -> Phase:
    if start > today:
        return Phase.COMING
    return Phase.NOW if after is None or after > today else Phase.PAST

"""Beds free, night by night: capacity less bed-nights whose hold has not run out. Computed, never stored."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from bookings.models import BedNight
from bookings.rules.fit import Night
from locations.models import CapacityChange, Room
from locations.rules.capacity import nightly


def free_beds(room: Room, start: date, end: date, now: datetime | None = None) -> list[tuple[date, int]]:
    """`(night, beds free)` for each night of `start … end - 1`, as of `now` (the present if None)."""
    nights = nights_of([room.pk], start, end, now=now or timezone.now())[room.pk]
    return [(night.night, night.free) for night in nights]


def nights_of(room_ids: Collection[int], start: date, end: date, *, now: datetime) -> dict[int, list[Night]]:
    """Every room's nights of `start … end - 1`, in order. Two queries, whatever the rooms and nights."""
    changes: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = CapacityChange.objects.filter(room_id__in=room_ids, start_date__lt=end)
    for room_id, day, beds in rows.values_list("room_id", "start_date", "beds").order_by():
        changes[room_id].append((day, beds))
    taken = _taken(room_ids, start, end, now=now)
    return {
        room_id: [
            Night(night, capacity=beds, free=max(0, beds - taken.get((room_id, night), 0)))
            for night, beds in nightly(changes[room_id], start, end)
        ]
        for room_id in room_ids
    }


def standing_at(now: datetime) -> Q:
    """Bed-nights whose hold has not run out."""
    return Q(until__isnull=True) | Q(until__gt=now)


def _taken(
    room_ids: Collection[int], start: date, end: date, *, now: datetime
) -> dict[tuple[int, date], int]:
    rows = (
        BedNight.objects.filter(standing_at(now))
        .filter(room_id__in=room_ids, night__gte=start, night__lt=end)
        .values_list("room_id", "night")
        .annotate(beds=Count("pk"))
        .order_by()
    )
    return {(room_id, night): beds for room_id, night, beds in rows}

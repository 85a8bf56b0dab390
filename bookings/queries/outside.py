"""Calendars in and out: what we tell others, and how what others tell us stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from bookings.models import BedNight, Feed, OutsideCalendar, OutsideState, OutsideStay, Owner
from bookings.queries.capacity import owners, taken
from bookings.queries.nights import nights_of, standing_at
from bookings.rules.calendars import Health, health
from bookings.rules.clock import earliest_today, today
from locations.models import House, Room

# How far back our own calendars tell of stays.
BEHIND = timedelta(days=31)


@dataclass(frozen=True)
class Stretch:
    """Nights `start … end - 1` of a room that we sold or blocked; `uid` is the same at every reading."""

    uid: str
    room: Room
    start: date
    end: date
    beds: int
    changed_at: datetime
    blocked: bool


def own_stretches(feed: Feed, *, now: datetime) -> list[Stretch]:
    """What a feed tells: stays and blocks that have beds as of `now`, never what another calendar sold."""
    rows = (
        BedNight.objects.filter(standing_at(now), outside=None, room__house=feed.house)
        .filter(night__gte=today(now, feed.house.zone) - BEHIND, **({"room": feed.room} if feed.room else {}))
        .values("room", "booking__number", "block")
        .annotate(
            start=Min("night"), last=Max("night"),
            asked=Max("booking__asked_at"), moved=Max("booking__moves__at"), made=Max("block__created_at"),
            nights=Count("night", distinct=True), taken=Count("pk", distinct=True),
        )
        .order_by("start", "room", "booking__number", "block")
    )  # fmt: skip
    rooms = {room.pk: room for room in feed.house.rooms.all()}
    return [
        Stretch(
            uid=f"stay-{row['booking__number']}" if row["booking__number"] else f"block-{row['block']}",
            room=rooms[row["room"]],
            start=row["start"],
            end=row["last"] + timedelta(days=1),
            beds=row["taken"] // row["nights"],
            changed_at=row["moved"] or row["asked"] or row["made"],
            blocked=row["block"] is not None,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class ReadCalendar:
    """A calendar from elsewhere: how it is, and how many of its stays are still to come."""

    calendar: OutsideCalendar
    health: Health
    coming: int


@dataclass(frozen=True)
class RoomCalendars:
    """A room, our calendar of it if others may read one, and those we read for it."""

    room: Room
    feed: Feed | None
    read: Sequence[ReadCalendar]


def calendars_of(house: House, *, now: datetime) -> list[RoomCalendars]:
    """Every room of a house with its calendars. Three queries."""
    feeds = {feed.room_id: feed for feed in house.feeds.filter(ended_at=None)}
    day = today(now, house.zone)
    coming = Count("stays", filter=Q(stays__end__gt=day) & ~Q(stays__state=OutsideState.GONE))
    read: dict[int, list[ReadCalendar]] = {}
    for calendar in standing().filter(room__house=house).annotate(coming=coming):
        state = health(
            added_at=calendar.created_at,
            read_at=calendar.read_at,
            doubted_at=calendar.doubted_at,
            failures=calendar.failures,
            now=now,
        )
        read.setdefault(calendar.room_id, []).append(ReadCalendar(calendar, state, calendar.coming))
    rooms = house.rooms.order_by("order", "pk")
    return [RoomCalendars(room, feeds.get(room.pk), read.get(room.pk, ())) for room in rooms]


def standing() -> QuerySet[OutsideCalendar]:
    """Calendars that are read."""
    return OutsideCalendar.objects.filter(removed_at=None)


def clashes(houses: QuerySet[House], *, now: datetime) -> QuerySet[OutsideStay]:
    """Stays sold elsewhere without a bed here on some night still to come, soonest first."""
    return (
        OutsideStay.objects.filter(state=OutsideState.CLASHING, calendar__removed_at=None)
        .filter(room__house__in=houses, end__gt=earliest_today(now))
        .select_related("room__house", "calendar")
        .order_by("start", "pk")
    )


@dataclass(frozen=True)
class Clash:
    """A stay without a bed on `nights`, who has the beds then, and the house's other rooms with one free."""

    stay: OutsideStay
    nights: Sequence[date]
    owners: Sequence[Owner]
    elsewhere: Sequence[Room]


def clash(stay: OutsideStay, *, now: datetime) -> Clash:
    """What a steward needs to answer a clash. A fixed number of queries."""
    house = stay.room.house
    first = max(stay.start, today(now, house.zone))
    have = set(stay.bed_nights.values_list("night", flat=True))
    all_nights = [first + timedelta(days=night) for night in range((stay.end - first).days)]
    missing = [night for night in all_nights if night not in have]
    others = list(house.rooms.exclude(pk=stay.room_id).order_by("order", "pk"))
    free = nights_of([room.pk for room in others], first, stay.end, now=now)
    rows = taken(stay.room, now=now).filter(night__in=missing).exclude(outside=stay)
    return Clash(
        stay=stay,
        nights=missing,
        owners=owners(rows),
        elsewhere=[room for room in others if all(night.free > 0 for night in free[room.pk])],
    )

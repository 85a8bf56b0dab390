"""Stays sold elsewhere take beds here: what a calendar said is placed, and clashes are answered.

Lock order: an outside calendar, then rooms by id; nothing locks a calendar after a room.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings import emails
from bookings.actions.beds import free_expired, lock_rooms, take_what_is_free
from bookings.actions.refused import Refused
from bookings.models import BedNight, OutsideCalendar, OutsideState, OutsideStay
from bookings.rules.calendars import Entry, Reading, believe, match
from bookings.rules.clock import today
from locations.models import Room
from members.models import User


@dataclass
class Outcome:
    """What reading a calendar changed: stays by what became of them; `doubted`: nothing was believed."""

    placed: list[OutsideStay] = field(default_factory=list)
    clashing: list[OutsideStay] = field(default_factory=list)
    gone: list[OutsideStay] = field(default_factory=list)
    doubted: bool = False


@transaction.atomic
def take_in(calendar: OutsideCalendar, reading: Reading, *, now: datetime) -> Outcome:
    """Make the bed-nights of a calendar's stays what it says, from the house's today on.

    What it no longer names is free again; what it could not say clearly stays as it was. A calendar that lost
    every stay is doubted for a day.
    """
    calendar = lock_calendar(calendar)
    known = {stay.pk: stay for stay in _coming(calendar, now=now)}
    rooms = _rooms(calendar, *known.values(), now=now)
    outcome = Outcome()
    heard = len(reading.entries) + len(reading.unread)
    if not believe(before=len(known), after=heard, doubted_at=calendar.doubted_at, now=now):
        calendar.doubted_at = calendar.doubted_at or now
        calendar.save(update_fields=["doubted_at"])
        outcome.doubted = True
        return outcome
    calendar.doubted_at = None
    calendar.read_at = now
    calendar.unread = len(reading.unread)
    calendar.save(update_fields=["doubted_at", "read_at", "unread"])
    said = match({pk: _entry(stay) for pk, stay in known.items()}, reading.entries)
    left_out = {pk for pk in known if pk not in said.values()}
    for pk in left_out:
        if known[pk].key.partition("|")[0] not in reading.unread:
            _let_go(known[pk], outcome, now=now)
    for entry, number in said.items():
        stay = known[number] if number else OutsideStay(calendar=calendar, room=calendar.room)
        _hear(stay, entry, rooms, outcome, now=now)
    _tell(calendar, outcome, now=now)
    return outcome


@transaction.atomic
def try_again(stay: OutsideStay, *, room: Room | None = None, by: User, now: datetime) -> OutsideStay:
    """Give a clashing stay its beds, in `room` of the same house if one is named. Refused if it is full."""
    calendar = lock_calendar(stay.calendar)
    stay = _standing(stay)
    stay.calendar = calendar
    aim = room or stay.room
    if aim.house_id != calendar.room.house_id:
        raise Refused(_("That room is not in this house."))
    rooms = _rooms(calendar, stay, aim, now=now)
    if aim.pk != stay.room_id:
        _free(stay, from_day=_today(calendar, now))
        stay.room = rooms[aim.pk]
    if _place(stay, rooms[aim.pk], now=now):
        # The transaction's end takes back what was placed.
        raise Refused(_("%(room)s has no bed free on every night. Choose another room.") % {"room": aim.name})
    stay.state = OutsideState.PLACED
    stay.save(update_fields=["room", "state"])
    log(stay.room, "bookings.outside_placed", user=by, timestamp=now, data=_facts(stay))
    return stay


@transaction.atomic
def ignore(stay: OutsideStay, *, by: User, now: datetime) -> OutsideStay:
    """Leave a stay out, as long as its calendar does not change its dates; its beds are free again."""
    calendar = lock_calendar(stay.calendar)
    stay = _standing(stay)
    _rooms(calendar, stay, now=now)
    _free(stay, from_day=_today(calendar, now))
    stay.state = OutsideState.IGNORED
    stay.save(update_fields=["state"])
    log(stay.room, "bookings.outside_ignored", user=by, timestamp=now, data=_facts(stay))
    return stay


def free_all(calendar: OutsideCalendar, *, now: datetime) -> int:
    """Sell the beds of a locked calendar's stays again from today on; how many stays that were."""
    known = _coming(calendar, now=now)
    _rooms(calendar, *known, now=now)
    for stay in known:
        _let_go(stay, Outcome(), now=now)
    return len(known)


def lock_calendar(calendar: OutsideCalendar) -> OutsideCalendar:
    """The calendar as it is now, locked. Refused if it was removed."""
    found = OutsideCalendar.objects.select_for_update(of=("self",)).select_related("room__house")
    fresh = found.get(pk=calendar.pk)
    if fresh.removed_at is not None:
        raise Refused(_("This calendar was removed."))
    return fresh


def _standing(stay: OutsideStay) -> OutsideStay:
    fresh = OutsideStay.objects.select_related("room").get(pk=stay.pk)
    if fresh.state == OutsideState.GONE:
        raise Refused(_("This stay is gone from its calendar; its beds are free again."))
    return fresh


def _coming(calendar: OutsideCalendar, *, now: datetime) -> list[OutsideStay]:
    known = calendar.stays.filter(end__gt=_today(calendar, now)).exclude(state=OutsideState.GONE)
    return list(known.order_by("start", "pk"))


def _rooms(calendar: OutsideCalendar, *of: OutsideStay | Room, now: datetime) -> dict[int, Room]:
    ids = {thing.pk if isinstance(thing, Room) else thing.room_id for thing in of}
    rooms = lock_rooms(calendar.room_id, *ids)
    for pk in sorted(rooms):
        free_expired(pk, now=now)
    return rooms


def _hear(
    stay: OutsideStay, entry: Entry, rooms: dict[int, Room], outcome: Outcome, *, now: datetime
) -> None:
    changed = stay.pk is None or (stay.start, stay.end) != (entry.start, entry.end)
    stay.key, stay.start, stay.end, stay.summary = entry.key, entry.start, entry.end, entry.summary
    stay.seen_at = now
    was = stay.state if stay.pk else None
    stay.save()
    if not changed and was in (OutsideState.PLACED, OutsideState.IGNORED):
        return
    stay.state = OutsideState.CLASHING if _place(stay, rooms[stay.room_id], now=now) else OutsideState.PLACED
    stay.save(update_fields=["state"])
    if stay.state == OutsideState.PLACED:
        outcome.placed.append(stay)
    elif changed or was != OutsideState.CLASHING:
        outcome.clashing.append(stay)


def _place(stay: OutsideStay, room: Room, *, now: datetime) -> list[date]:
    """Its bed-nights from today on are made its nights; those for which there is no bed."""
    day = _today(stay.calendar, now)
    first = max(stay.start, day)
    wanted = {first + timedelta(days=night) for night in range((stay.end - first).days)}
    mine = BedNight.objects.filter(outside=stay, night__gte=day)
    mine.exclude(night__in=wanted, room=room).delete()
    have = set(mine.values_list("night", flat=True))
    return take_what_is_free(room, wanted - have, outside=stay)


def _let_go(stay: OutsideStay, outcome: Outcome, *, now: datetime) -> None:
    _free(stay, from_day=_today(stay.calendar, now))
    stay.state = OutsideState.GONE
    stay.save(update_fields=["state"])
    outcome.gone.append(stay)


def _free(stay: OutsideStay, *, from_day: date) -> None:
    BedNight.objects.filter(outside=stay, night__gte=from_day).delete()


def _today(calendar: OutsideCalendar, now: datetime) -> date:
    return today(now, calendar.room.house.zone)


def _entry(stay: OutsideStay) -> Entry:
    return Entry(stay.key, stay.start, stay.end, stay.summary)


def _facts(stay: OutsideStay) -> dict[str, str]:
    return {"calendar": stay.calendar.name, "start": str(stay.start), "end": str(stay.end)}


def _tell(calendar: OutsideCalendar, outcome: Outcome, *, now: datetime) -> None:
    for stay in outcome.clashing:
        emails.outside_clash(stay, now=now)
    counts = {"placed": len(outcome.placed), "clashing": len(outcome.clashing), "gone": len(outcome.gone)}
    if any(counts.values()):
        log(
            calendar.room,
            "bookings.outside_read",
            user=None,
            timestamp=now,
            data={"calendar": calendar.name, **counts},
        )

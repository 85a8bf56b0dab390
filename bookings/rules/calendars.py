"""What a calendar from elsewhere says is taken (RFC 5545): its bytes become stays."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

import recurring_ical_events
from icalendar import Calendar, Event

MOST_EVENTS = 5_000
MOST_SERIES = 100
DAY = timedelta(days=1)
STALE = timedelta(hours=3)
BEGINS = re.compile(r"^BEGIN:", re.IGNORECASE | re.MULTILINE)
ENDS = re.compile(r"^END:", re.IGNORECASE | re.MULTILINE)
# A rule that repeats within a day makes millions of occurrences of a few bytes.
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")


class NotACalendar(ValueError):
    """The bytes are no whole calendar; nothing in them may be believed."""


@dataclass(frozen=True)
class Entry:
    """A stay elsewhere, nights `start … end - 1`; `key` names it (and which of a series) in its calendar."""

    key: str
    start: date
    end: date
    summary: str = ""


@dataclass(frozen=True)
class Reading:
    """What a calendar says; `unread` are the UIDs of events that could not be understood."""

    entries: tuple[Entry, ...]
    unread: frozenset[str] = frozenset()


def read(data: bytes, *, zone: tzinfo, first: date, last: date, last_night: bool, own: str) -> Reading:
    """Stays that have a night of `first … last - 1`, in order of arrival. NotACalendar if it is none.

    Timed events are nights in `zone`; one within a day is none. Cancelled and free ("transparent") events
    take nothing, nor do our own stays (`UID` at the domain `own`) that another calendar took from us.
    `last_night`: its all-day events end with the last night instead of the morning of departure.
    """
    events = [
        event
        for calendar in _calendars(data)
        for event in calendar.walk("VEVENT")
        if isinstance(event, Event)
    ]
    entries: list[Entry] = []
    unread: set[str] = set()
    for uid, group in _by_uid(events).items():
        if own and uid.endswith(f"@{own}"):
            continue
        try:
            found = _occurrences(group, first, last)
            nights = [_entry(uid, event, zone, last_night, series=len(found) > 1) for event in found]
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            # Made by programs of every kind: whatever is wrong with an event is told with its UID.
            unread.add(uid)
        else:
            entries += [night for night in nights if night and night.start < last and night.end > first]
    return Reading(tuple(sorted(entries, key=lambda entry: (entry.start, entry.key))), frozenset(unread))


def believe(*, before: int, after: int, doubted_at: datetime | None, now: datetime) -> bool:
    """Whether a calendar may be taken at its word: one that lost every stay must say so for a day."""
    if after or not before:
        return True
    return doubted_at is not None and now - doubted_at >= DAY


def match(known: Mapping[int, Entry], entries: Iterable[Entry]) -> dict[Entry, int | None]:
    """Each entry → the number of the known one it is, or None for a new one.

    By its key, else by its dates: some calendars make new UIDs at every reading.
    """
    found: dict[Entry, int | None] = {}
    by_key = {entry.key: number for number, entry in known.items()}
    for entry in entries:
        found[entry] = by_key.pop(entry.key, None)
    named = set(found.values())
    by_dates: dict[tuple[date, date], list[int]] = defaultdict(list)
    for pk, entry in known.items():
        if pk not in named:
            by_dates[entry.start, entry.end].append(pk)
    for entry, number in found.items():
        if number is None and by_dates[entry.start, entry.end]:
            found[entry] = by_dates[entry.start, entry.end].pop(0)
    return found


class Health(StrEnum):
    NEW = "new"
    WELL = "well"
    FAILING = "failing"
    DOUBTED = "doubted"


def health(
    *, added_at: datetime, read_at: datetime | None, doubted_at: datetime | None, failures: int, now: datetime
) -> Health:
    """How far a calendar can be relied on: one not read for three hours may have sold what we sell, too."""
    if doubted_at is not None:
        return Health.DOUBTED
    if now - (read_at or added_at) > STALE:
        return Health.FAILING
    if read_at is None:
        return Health.FAILING if failures else Health.NEW
    return Health.WELL


def _calendars(data: bytes) -> list[Calendar]:
    text = data.decode("utf-8-sig", errors="replace").strip()
    if not text.upper().startswith("BEGIN:VCALENDAR"):
        raise NotACalendar("it does not begin as one")
    if text.upper().count("BEGIN:VEVENT") > MOST_EVENTS:
        raise NotACalendar(f"more than {MOST_EVENTS} events")
    if len(BEGINS.findall(text)) > len(ENDS.findall(text)):
        raise NotACalendar("its end is missing")
    try:
        return [part for part in Calendar.from_ical(text, multiple=True) if isinstance(part, Calendar)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise NotACalendar(str(error)[:200]) from error


def _by_uid(events: Iterable[Event]) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        groups[str(event.get("UID") or _unnamed(event))].append(event)
    return groups


def _unnamed(event: Event) -> str:
    said = f"{event.get('DTSTART')}{event.get('DTEND')}{event.get('SUMMARY')}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _occurrences(group: list[Event], first: date, last: date) -> list[Event]:
    if not any("RRULE" in event or "RDATE" in event or "RECURRENCE-ID" in event for event in group):
        # The same stay told twice: its last version counts.
        return [max(group, key=lambda event: int(event.get("SEQUENCE") or 0))]
    for rule in _rules(group):
        if {str(often).upper() for often in rule.get("FREQ", [])} & TOO_OFTEN or any(
            len(rule.get(part, [])) > 1 for part in WITHIN_A_DAY
        ):
            raise ValueError("repeats within a day")
    series = Calendar()
    for event in group[:MOST_SERIES]:
        series.add_component(event)
    return list(recurring_ical_events.of(series).between(first, last))


def _rules(group: list[Event]) -> Iterator[dict[str, list[object]]]:
    for event in group:
        rules = event.get("RRULE") or []
        yield from rules if isinstance(rules, list) else [rules]


def _entry(uid: str, event: Event, zone: tzinfo, last_night: bool, *, series: bool) -> Entry | None:
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or str(event.get("TRANSP", "")) == "TRANSPARENT":
        return None
    begins, ends = _moment(event, "DTSTART"), _end(event)
    start, end = _day(begins, zone), _day(ends, zone)
    if not isinstance(begins, datetime):
        # DTEND is exclusive (RFC 5545, 3.6.1); some leave it out, or repeat the day.
        end = end + DAY if last_night and "DTEND" in event else max(end, start + DAY)
    if end <= start:
        return None
    key = f"{uid}|{begins.isoformat()}" if series or "RECURRENCE-ID" in event else uid
    return Entry(key[:300], start, end, str(event.get("SUMMARY") or "")[:200])


def _end(event: Event) -> date:
    if "DTEND" in event:
        return _moment(event, "DTEND")
    begins = _moment(event, "DTSTART")
    if "DURATION" in event:
        return begins + event.duration
    return begins if isinstance(begins, datetime) else begins + DAY


def _moment(event: Event, name: str) -> date:
    said = getattr(event[name], "dt", None)
    if not isinstance(said, date):
        raise ValueError(f"{name} is no date")
    return said


def _day(moment: date, zone: tzinfo) -> date:
    """The house's day of a moment; one without a zone is the house's own time."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()

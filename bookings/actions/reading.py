"""Calendars from elsewhere: adding and removing them, and reading them when it is time."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.outside import Outcome, free_all, lock_calendar, take_in
from bookings.actions.refused import Refused
from bookings.gateway import Unfetched, fetch
from bookings.models import OutsideCalendar, OutsideState
from bookings.rules.calendars import DAY, NotACalendar, Reading, read
from bookings.rules.clock import today
from home.rules.backoff import wait
from locations.models import Room
from members.models import User

logger = logging.getLogger(__name__)

EVERY, LONGEST_WAIT = timedelta(minutes=30), timedelta(hours=6)
# Longer than a fetch can take; after that another worker may try.
LEASE = timedelta(minutes=5)
AHEAD = timedelta(days=730)
MOST_AT_ONCE = 20
# Seconds of a minute that reading may take, but for the last calendar.
AT_MOST = 20
MOST_OF_A_ROOM = 10


@transaction.atomic
def add_calendar(
    room: Room, *, name: str, url: str, last_night: bool, by: User, now: datetime
) -> OutsideCalendar:
    """Read the calendar at `url` from now on: its stays take beds of `room`. Refused a second time."""
    Room.objects.select_for_update().get(pk=room.pk)
    if room.outside_calendars.filter(removed_at=None).count() >= MOST_OF_A_ROOM:
        raise Refused(_("A room can have ten calendars at most."))
    address = f"https{url[6:]}" if url.startswith("webcal:") else url
    try:
        with transaction.atomic():
            made = OutsideCalendar.objects.create(
                room=room, name=name, url=address, last_night=last_night, by=by, created_at=now, next_at=now
            )
    except IntegrityError as error:
        raise Refused(_("This room has that calendar already.")) from error
    log(room, "bookings.outside_added", user=by, timestamp=now, data={"calendar": name})
    return made


@transaction.atomic
def remove_calendar(calendar: OutsideCalendar, *, by: User, now: datetime) -> int:
    """Read it no more, and sell the beds of its stays again from today on; how many stays that were."""
    calendar = lock_calendar(calendar)
    freed = free_all(calendar, now=now)
    calendar.removed_at = now
    calendar.save(update_fields=["removed_at"])
    log(calendar.room, "bookings.outside_removed", user=by, timestamp=now, data={"calendar": calendar.name})
    return freed


@transaction.atomic
def believe_calendar(calendar: OutsideCalendar, *, by: User, now: datetime) -> None:
    """It is right that a doubted calendar is empty: the next reading, soon, is taken at its word."""
    calendar = lock_calendar(calendar)
    if calendar.doubted_at is not None:
        calendar.doubted_at = now - DAY
    calendar.next_at = now
    calendar.save(update_fields=["doubted_at", "next_at"])
    log(calendar.room, "bookings.outside_believed", user=by, timestamp=now, data={"calendar": calendar.name})


def read_soon(calendar: OutsideCalendar, *, by: User, now: datetime) -> None:
    """Let the worker read it at its next turn."""
    _row(calendar).update(next_at=now)


def import_due(now: datetime) -> int:
    """Read the calendars whose time has come; how many. A failure is shown there, and tried again.

    Slow ones are left to the next minute, as the worker has other things to do in each.
    """
    due = OutsideCalendar.objects.filter(removed_at=None, next_at__lte=now).order_by("next_at")
    ends, done = time.monotonic() + AT_MOST, 0
    for calendar in due.select_related("room__house")[:MOST_AT_ONCE]:
        if time.monotonic() > ends:
            break
        done += _claim(calendar, now) and import_calendar(calendar, now=now)
    return done


def import_calendar(calendar: OutsideCalendar, *, now: datetime) -> bool:
    """Fetch and read one calendar; whether that went well. Its row says what did not."""
    try:
        fetched = fetch(calendar.url, **_unless(calendar))
        outcome = Outcome()
        if fetched.data is not None:
            outcome = take_in(calendar, _read(calendar, fetched.data, now=now), now=now)
    except (Unfetched, NotACalendar, Refused) as error:
        return _failed(calendar, error, now=now)
    except Exception:
        logger.exception("The calendar %s could not be taken in", calendar.pk)
        return _failed(calendar, RuntimeError(_("something went wrong here; it is tried again")), now=now)
    _row(calendar).update(
        tried_at=now, next_at=now + EVERY, failures=0, error="",
        etag=fetched.etag, last_modified=fetched.last_modified,
        **({} if outcome.doubted else {"read_at": now}),
    )  # fmt: skip
    return True


def _unless(calendar: OutsideCalendar) -> dict[str, str]:
    """What spares the fetch of an unchanged calendar, where reading it again could change nothing."""
    clashing = calendar.stays.filter(state=OutsideState.CLASHING)
    if calendar.doubted_at or clashing.exists():
        return {}
    return {"etag": calendar.etag, "last_modified": calendar.last_modified}


def _read(calendar: OutsideCalendar, data: bytes, *, now: datetime) -> Reading:
    zone = calendar.room.house.zone
    first = today(now, zone)
    return read(
        data,
        zone=zone,
        first=first,
        last=first + AHEAD,
        last_night=calendar.last_night,
        own=settings.LIST_DOMAIN,
    )


def _claim(calendar: OutsideCalendar, now: datetime) -> bool:
    return bool(_row(calendar).filter(next_at=calendar.next_at).update(next_at=now + LEASE))


def _failed(calendar: OutsideCalendar, error: Exception, *, now: datetime) -> bool:
    pause = wait(calendar.failures, first=EVERY, longest=LONGEST_WAIT)
    _row(calendar).update(
        tried_at=now, next_at=now + pause, failures=min(calendar.failures + 1, 1000), error=str(error)[:300]
    )
    return False


def _row(calendar: OutsideCalendar) -> QuerySet[OutsideCalendar]:
    return OutsideCalendar.objects.filter(pk=calendar.pk, removed_at=None)

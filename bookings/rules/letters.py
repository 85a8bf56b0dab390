"""The letters of a house's day: when each is due, and until when it is of use.

Days are the house's own; moments are made of them by its clock.
"""

from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bookings.rules.clock import day_ends
from bookings.rules.welcome import opens_on

# Nobody is woken by what was written at midnight.
MORNING = time(6)
# What was missed longer ago than this is not even told as missed.
LOOK_BACK = timedelta(days=10)
DAY = timedelta(days=1)


class Fate(Enum):
    """What is to be done today about a letter that is not written yet."""

    WAIT = auto()
    SEND = auto()
    SKIP = auto()


def welcome_fate(arrive: date, depart: date, *, welcome_days: int, today: date) -> Fate:
    """How to get in: from so many days before the arrival until the day of departure begins."""
    if today < opens_on(arrive, welcome_days=welcome_days):
        return Fate.WAIT
    return Fate.SEND if today < depart else Fate.SKIP


def farewell_fate(depart: date, *, today: date) -> Fate:
    """Goodbye: on the day of departure and the next."""
    if today < depart:
        return Fate.WAIT
    return Fate.SEND if today <= depart + DAY else Fate.SKIP


def welcome_ends(depart: date, zone: ZoneInfo) -> datetime:
    """The moment from which on a welcome is of no use."""
    return day_ends(depart - DAY, zone)


def farewell_ends(depart: date, zone: ZoneInfo) -> datetime:
    """The moment from which on a goodbye is of no use."""
    return day_ends(depart + DAY, zone)


def morning(day: date, zone: ZoneInfo) -> datetime:
    """When the letters of `day` go out, at the earliest."""
    return datetime.combine(day, MORNING, tzinfo=zone)


def days_to_tell(last: date | None, *, today: date) -> list[date]:
    """The days whose news nobody dealt with, up to today: all since the `last` that was, or only today."""
    if last is None:
        return [today]
    first = max(last + DAY, today - LOOK_BACK)
    return [first + number * DAY for number in range((today - first).days + 1)]

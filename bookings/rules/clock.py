"""The house's calendar: when its days begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bookings.rules.states import State

HOLD_REMINDER = timedelta(minutes=10)
NUDGE = timedelta(days=1)


def today(now: datetime, zone: ZoneInfo) -> date:
    """The date of `now` where the house stands."""
    return now.astimezone(zone).date()


def earliest_today(now: datetime) -> date:
    """The date of `now` where the day begins last, at UTC−12: no house's today is earlier."""
    return (now.astimezone(UTC) - timedelta(hours=12)).date()


def day_ends(day: date, zone: ZoneInfo) -> datetime:
    """The moment `day` is over where the house stands: its next midnight."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)


def reminder(state: State, *, now: datetime, ends: datetime | None) -> datetime | None:
    """When to remind: the guest of a hold's end, the stewards of a request a day old.

    None for other states.
    """
    if state == State.REQUESTED:
        return now + NUDGE
    if ends is None:
        return None
    if state == State.HELD:
        return max(now, ends - HOLD_REMINDER)
    return max(now, ends - (ends - now) / 4)

"""Calendar months as weeks of days, Monday first."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta


def month_start(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def add_months(start: date, months: int) -> date:
    """The first day of the month `months` later (or earlier); ValueError outside the calendar."""
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def weeks(start: date) -> Iterator[list[date]]:
    """The weeks that touch the month of `start`; the first and last reach into its neighbours."""
    first = start - timedelta(days=start.weekday())
    days = calendar.monthrange(start.year, start.month)[1]
    while first < start + timedelta(days=days):
        yield [first + timedelta(days=n) for n in range(7)]
        first += timedelta(days=7)

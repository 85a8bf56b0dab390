"""The days a report is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
# A table with more rows goes by years.
MOST_MONTHS = 36


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date

    @property
    def after(self) -> date:
        """The day after the last."""
        return self.end + timedelta(days=1)

    @property
    def steps(self) -> list["Period"]:
        """Its months, or its years where those are many; the first and last may be parts."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return list(self._cut(yearly=months > MOST_MONTHS))

    def _cut(self, *, yearly: bool) -> Iterator["Period"]:
        start = self.start
        while start <= self.end:
            following = date(start.year + 1, 1, 1) if yearly else next_month(start)
            yield Period(start, min(self.end, following - timedelta(days=1)))
            start = following


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_of(day: date) -> Period:
    """The whole month in which `day` is."""
    return Period(day.replace(day=1), next_month(day) - timedelta(days=1))

"""A room's months, night by night, as a guest picks dates in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from bookings.queries.nights import nights_of
from bookings.queries.quotes import tariff_of
from bookings.rules.clock import today
from bookings.rules.fit import Night
from bookings.rules.months import add_months, month_start, weeks
from bookings.rules.price import Tariff
from locations.models import Room
from locations.rules.seasons import night_price

# How far ahead a stay may begin.
FURTHEST = timedelta(days=730)


@dataclass(frozen=True)
class Picked:
    """What is picked so far."""

    arrive: date | None = None
    depart: date | None = None
    guests: int = 1

    def query(self, day: date) -> str:
        """The address of picking `day` next: an arrival, or the departure of the arrival picked before."""
        if self.arrive and not self.depart and day > self.arrive:
            return urlencode({"arrive": self.arrive, "depart": day, "guests": self.guests})
        return urlencode({"arrive": day, "guests": self.guests})

    def covers(self, day: date) -> bool:
        """Whether `day` is a night of the stay, or one of its two ends."""
        if self.arrive is None:
            return False
        return self.arrive <= day <= (self.depart or self.arrive)


@dataclass(frozen=True)
class Day:
    """One day of a month; `free` counts the beds of the night that begins on it."""

    date: date
    in_month: bool
    past: bool
    free: int
    capacity: int
    price: Decimal
    selected: bool
    is_arrive: bool
    is_depart: bool
    url: str


@dataclass(frozen=True)
class Month:
    """A month: its first day and its weeks of days."""

    start: date
    weeks: Sequence[Sequence[Day]]


@dataclass(frozen=True)
class Calendar:
    """Two months, and the addresses of one earlier and one later: a phone shows only the first of them."""

    months: Sequence[Month]
    earlier: str
    later: str


def calendar_of(
    room: Room, picked: Picked, *, month: date | None, now: datetime, tariff: Tariff | None = None
) -> Calendar:
    """Two months of `room` from that of `month`, of the arrival, or of today; none beyond what can be booked.

    A phone shows one of them, so turning goes on by one. Two queries, and two more without the `tariff`.
    """
    tariff = tariff or tariff_of(room)
    this_day = today(now, room.house.zone)
    earliest, last = month_start(this_day), month_start(this_day + FURTHEST)
    first = min(max(month_start(month or picked.arrive or this_day), earliest), last)
    after = add_months(first, 2)
    shown = nights_of([room.pk], first - timedelta(days=6), after + timedelta(days=6), now=now)[room.pk]
    nights = {night.night: night for night in shown}
    months = [_month(tariff, start, nights, picked, this_day) for start in (first, add_months(first, 1))]
    earlier = _turn(picked, add_months(first, -1)) if first > earliest else ""
    later = _turn(picked, add_months(first, 1)) if first < last else ""
    return Calendar(months=months, earlier=earlier, later=later)


def _month(
    tariff: Tariff, start: date, nights: Mapping[date, Night], picked: Picked, this_day: date
) -> Month:
    return Month(
        start, [[_day(tariff, start, nights[day], picked, this_day) for day in week] for week in weeks(start)]
    )


def _day(tariff: Tariff, start: date, night: Night, picked: Picked, this_day: date) -> Day:
    day = night.night
    past = day < this_day
    price, _season = night_price(day, rate=tariff.rate, seasons=tariff.seasons)
    return Day(
        date=day, in_month=day.month == start.month, past=past, free=0 if past else night.free,
        capacity=night.capacity, price=price, selected=picked.covers(day),
        is_arrive=day == picked.arrive, is_depart=day == picked.depart,
        url="" if past else f"?{picked.query(day)}#calendar",
    )  # fmt: skip


def _turn(picked: Picked, start: date) -> str:
    given = {
        "arrive": picked.arrive,
        "depart": picked.depart,
        "guests": picked.guests,
        "month": f"{start:%Y-%m}",
    }
    return f"?{urlencode({name: value for name, value in given.items() if value})}#calendar"

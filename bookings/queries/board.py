"""A house's day as who runs it looks at it: who comes, goes and is here, and what waits."""

from dataclasses import dataclass
from datetime import date, datetime

from bookings.queries.day import HouseDay, house_day
from bookings.queries.desk import Row, desk_bookings, rows
from bookings.queries.outside import clashes
from bookings.queries.rests import unpaid_rests
from bookings.rules.welcome import TOLD
from locations.models import House


@dataclass(frozen=True)
class Board:
    """`here`: whose stay began before the day and ends after it.

    `clashes`: how many stays from other calendars have no bed.
    """

    news: HouseDay
    here: list[Row]
    overdue: list[Row]
    clashes: int

    @property
    def people(self) -> int:
        """How many sleep here in the night that follows, as far as it is certain."""
        return sum(row.booking.people for row in [*self.here, *self.news.arriving])


def board(house: House, day: date, *, now: datetime) -> Board:
    """A house's day as it stands at `now`. Sixteen queries at most, whatever happens on it."""
    own = House.objects.filter(pk=house.pk)
    bookings = desk_bookings(own)
    here = bookings.filter(state__in=sorted(TOLD), arrive__lt=day, depart__gt=day)
    return Board(
        news=house_day(house, day, now=now),
        here=rows(here.order_by("room__order", "depart", "pk"), now=now),
        overdue=rows(unpaid_rests(now, among=bookings), now=now),
        clashes=clashes(own, now=now).count(),
    )

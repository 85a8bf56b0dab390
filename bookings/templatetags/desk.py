"""What the admin's own screens show of stays."""

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.utils import timezone
from wagtail.models import Page

from bookings.models import Booking
from bookings.queries import future_stays
from bookings.queries.capacity import is_taken
from bookings.queries.chart import Bar, RoomRows
from locations.models import HousePage, Room, RoomPage

register = template.Library()

NAMED = 5


@dataclass(frozen=True)
class Awaited:
    """Stays still to come where a page describes the place; the first five of them by name."""

    number: int
    first: list[Booking]

    @property
    def more(self) -> int:
        return self.number - len(self.first)


@register.filter
def never_taken(room: Room) -> bool:
    """Whether nothing hangs yet on what kind of room it is."""
    return not is_taken(room)


@register.simple_tag
def awaited(page: Page, now: datetime | None = None) -> Awaited | None:
    """Who is still to come to the house or room of a page; None for any other page and where nobody is."""
    described = page.specific
    row = described.row() if isinstance(described, HousePage | RoomPage) else None
    if row is None:
        return None
    stays = future_stays(row, now=now or timezone.now()).select_related("guest", "room__house")
    number = stays.count()
    return Awaited(number, list(stays[:NAMED])) if number else None


@register.filter
def on_night(rows: RoomRows, night: date) -> list[tuple[int, Bar | None]]:
    """Each bed of a room that is offered or taken on a night, with who has it."""
    found = (
        (row.bed, next(one for one in row.pieces if one.first <= night <= one.last)) for row in rows.beds
    )
    return [(bed, piece.owner) for bed, piece in found if piece.offered]

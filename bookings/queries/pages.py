"""All that a page of the public site shows of rows, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from bookings.queries.nights import nights_of
from bookings.rules.clock import earliest_today, today
from bookings.rules.fit import Night
from home.images import SiteImage
from home.queries import pictures
from locations.access import listed_houses
from locations.models import House, HousePage, Room, RoomPage
from locations.queries import house_pages, room_pages, selling_rooms
from members.models import User

STRIP = timedelta(days=30)
LOOK_AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class RoomCard:
    """A room in a list that one can compare; `strip` is its next 30 nights."""

    room: Room
    page: RoomPage
    url: str
    picture: SiteImage | None
    strip: Sequence[Night] = field(default_factory=list)

    @property
    def free_nights(self) -> int:
        """How many nights of the strip have a free bed."""
        return sum(night.free > 0 for night in self.strip)

    @property
    def next_free(self) -> date | None:
        """The first such night."""
        return next((night.night for night in self.strip if night.free), None)


@dataclass(frozen=True)
class HouseCard:
    """A house on the network's home; `next_free` is its first night with a free bed within 90 days."""

    house: House
    page: HousePage
    url: str
    picture: SiteImage | None
    from_price: Decimal | None
    next_free: date | None


def room_cards(house: House, *, now: datetime, request: HttpRequest | None = None) -> list[RoomCard]:
    """The rooms of `house` that sell, in the house's order. Six queries."""
    rooms = list(selling_rooms(House.objects.filter(pk=house.pk)).order_by("order", "name"))
    pages = room_pages(rooms)
    images = pictures(page.picture_id for page in pages.values())
    start = today(now, house.zone)
    nights = nights_of([room.pk for room in rooms], start, start + STRIP, now=now)
    return [
        RoomCard(
            room=room, page=pages[room.pk], url=pages[room.pk].get_url(request) or "",
            picture=images.get(pages[room.pk].picture_id or 0), strip=nights[room.pk],
        )
        for room in rooms
    ]  # fmt: skip


def house_cards(
    user: User | AnonymousUser, *, now: datetime, request: HttpRequest | None = None
) -> list[HouseCard]:
    """Houses that may be named to `user`, by name.

    A fixed number of queries, whatever the houses and rooms.
    """
    houses = list(listed_houses(user).order_by("name"))
    pages = house_pages(houses)
    images = pictures(page.banner_id for page in pages.values())
    rooms: dict[int, list[Room]] = {house.pk: [] for house in houses}
    for room in selling_rooms().filter(house__in=houses):
        rooms[room.house_id].append(room)
    start = earliest_today(now)
    ids = [room.pk for of_house in rooms.values() for room in of_house]
    nights = nights_of(ids, start, start + LOOK_AHEAD, now=now)
    return [
        HouseCard(
            house=house, page=pages[house.pk], url=pages[house.pk].get_url(request) or "",
            picture=images.get(pages[house.pk].banner_id or 0),
            from_price=min((room.rate for room in rooms[house.pk]), default=None),
            next_free=_next_free([nights[room.pk] for room in rooms[house.pk]], today(now, house.zone)),
        )
        for house in houses
    ]  # fmt: skip


def _next_free(rooms: Sequence[Sequence[Night]], earliest: date) -> date | None:
    free = [night.night for nights in rooms for night in nights if night.free and night.night >= earliest]
    return min(free, default=None)

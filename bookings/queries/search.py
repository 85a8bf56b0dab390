"""Which rooms take a stay, over one house or the whole network, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest

from bookings.queries.nights import nights_of
from bookings.queries.quotes import fees_of, quote_for, tariffs_of
from bookings.queries.why import LONGEST_LOOK, allows, problem_with, say
from bookings.rules.clock import today
from bookings.rules.fit import Code, Night, Problem, beds_needed
from bookings.rules.nearest import nearest
from bookings.rules.price import Quote, Tariff
from bookings.rules.stay import Stay
from home.images import SiteImage
from home.queries import pictures
from locations.models import House, HousePage, Room, RoomPage
from locations.queries import house_pages, room_pages

LOOK_AROUND = timedelta(days=14)
MOVABLE = {
    Code.PAST, Code.TOO_SOON, Code.TOO_SHORT, Code.NO_ARRIVAL, Code.NO_DEPARTURE, Code.CLOSED, Code.FULL,
    Code.FEW,
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A room for a stay: its price, its nights, and why it can't be booked if it can't."""

    room: Room
    page: RoomPage
    house_page: HousePage
    url: str
    picture: SiteImage | None
    nights: Sequence[Night]
    quote: Quote
    tariff: Tariff
    problem: Problem | None

    @property
    def free(self) -> int:
        """Beds free on the fullest night."""
        return min((night.free for night in self.nights), default=0)

    @property
    def is_bookable(self) -> bool:
        return self.problem is None

    @property
    def why_not(self) -> str:
        return say(self.problem)


def offers(
    rooms: QuerySet[Room], stay: Stay, guests: int, *, now: datetime, request: HttpRequest | None = None
) -> list[Offer]:
    """An offer for each of `rooms` (which sell, with their house): bookable ones first, then by price.

    Ten queries, whatever the rooms, nights or houses. `request` carries the site's cached root.
    """
    found = list(rooms)
    houses = {room.house_id: room.house for room in found}
    pages, parents = room_pages(found), house_pages(houses.values())
    images = pictures(page.picture_id for page in pages.values())
    fees, tariffs = fees_of(houses), tariffs_of(found)
    span = stay if stay.nights <= LONGEST_LOOK else None
    nights = nights_of([room.pk for room in found], span.arrive, span.depart, now=now) if span else {}
    made = [
        Offer(
            room=room,
            page=pages[room.pk],
            house_page=parents[room.house_id],
            url=pages[room.pk].get_url(request) or "",
            picture=images.get(pages[room.pk].picture_id or 0),
            nights=nights.get(room.pk, []),
            quote=quote_for(room, stay, guests, fees=fees[room.house_id], tariff=tariffs[room.pk]),
            tariff=tariffs[room.pk],
            problem=problem_with(
                room, stay, guests, nights.get(room.pk, []), tariff=tariffs[room.pk], now=now
            ),
        )
        for room in found
    ]  # fmt: skip
    return sorted(made, key=lambda offer: (not offer.is_bookable, offer.quote.total, offer.room.pk))


@dataclass(frozen=True)
class HouseOffers:
    """A house and its offers."""

    house: House
    page: HousePage
    offers: Sequence[Offer]


def by_house(found: Iterable[Offer]) -> list[HouseOffers]:
    """The offers in the order given, together for each house; the house of the first offer first."""
    houses: dict[int, list[Offer]] = {}
    for offer in found:
        houses.setdefault(offer.room.house_id, []).append(offer)
    return [HouseOffers(of[0].room.house, of[0].house_page, of) for of in houses.values()]


def nearest_of(found: Sequence[Offer], stay: Stay, guests: int, *, now: datetime) -> list[tuple[Offer, Stay]]:
    """For each room that could take the stay on other dates within a fortnight: the nearest such stay.

    Two queries. Nearest first; rooms whose problem is not one of dates are left out.
    """
    wrong = [offer for offer in found if offer.problem and offer.problem.code in MOVABLE]
    start, end = stay.arrive - LOOK_AROUND, stay.depart + LOOK_AROUND
    nights = nights_of([offer.room.pk for offer in wrong], start, end, now=now)
    near = []
    for offer in wrong:
        beds = beds_needed(guests, shared=offer.room.is_shared)
        earliest = today(now, offer.room.house.zone)
        allowed = allows(offer.room, tariff=offer.tariff, now=now)
        if moved := nearest(nights[offer.room.pk], stay, beds=beds, earliest=earliest, allows=allowed):
            near.append((offer, moved))
    return sorted(near, key=lambda pair: (abs(pair[1].arrive - stay.arrive), pair[0].quote.total))

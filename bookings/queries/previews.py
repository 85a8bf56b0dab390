"""What a stay would cost if prices were as typed: looked at before anything is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model

from bookings.queries.quotes import fees_of, quote_for, tariff_from
from bookings.queries.why import problem_for, say
from bookings.rules.price import Quote
from bookings.rules.stay import Stay
from locations.models import DiscountCode, Fee, LengthDiscount, Room, Season

Row = TypeVar("Row", Season, LengthDiscount, Fee)


@dataclass(frozen=True)
class Look:
    """What a stay costs in a room, and why it can't be booked, if it can't."""

    room: Room
    stay: Stay
    guests: int
    quote: Quote
    why_not: str


def look(room: Room, stay: Stay, guests: int, *, now: datetime, typed: Model | None = None) -> Look:
    """The stay at the prices that are kept, with `typed` (a row not yet kept) among or in place of them."""
    house = room.house
    tariff = tariff_from(
        room,
        seasons=_with(list(Season.objects.filter(house=house)), typed, Season),
        lengths=_with(list(LengthDiscount.objects.filter(house=house)), typed, LengthDiscount),
    )
    fees = _with(fees_of([house.pk])[house.pk], typed, Fee)
    return Look(
        room=room,
        stay=stay,
        guests=guests,
        quote=quote_for(
            room,
            stay,
            guests,
            fees=fees,
            tariff=tariff,
            code=typed if isinstance(typed, DiscountCode) else None,
        ),  # fmt: skip
        why_not=say(problem_for(room, stay, guests, now=now, tariff=tariff)),
    )


def _with(rows: list[Row], typed: Model | None, kind: type[Row]) -> list[Row]:
    if not isinstance(typed, kind):
        return rows
    return [row for row in rows if row.pk != typed.pk] + [typed]

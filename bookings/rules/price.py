"""What a stay costs: each night by its season, further guests, less for long stays, and the fees on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from bookings.rules.stay import Stay
from locations.rules.seasons import Season, night_price
from payments.rules.lines import Facts, Fee, Line, total, with_fees
from payments.rules.money import rounded
from payments.rules.reductions import Reduction, reduced

NIGHT = timedelta(days=1)


class Length(Protocol):
    """A discount of `percent` on all nights of a stay of `nights` or more."""

    @property
    def room_id(self) -> int | None: ...
    @property
    def nights(self) -> int: ...
    @property
    def percent(self) -> Decimal: ...


@dataclass(frozen=True)
class Tariff:
    """What a room's prices are made of: `rate` is of a night, and of one bed where the room is shared.

    `seasons` and `lengths` are those of the room and of its whole house.
    """

    rate: Decimal
    currency: str
    shared: bool = False
    seasons: Sequence[Season] = ()
    lengths: Sequence[Length] = ()
    guests_included: int = 1
    extra_guest: Decimal = Decimal(0)


@dataclass(frozen=True)
class NightPrice:
    """A night of all beds, rounded; `each` is the price of one bed, `season` its name or nothing."""

    night: date
    amount: Decimal
    each: Decimal
    season: str = ""
    is_kept: bool = False


@dataclass(frozen=True)
class Stretch:
    """Consecutive nights of one price and season: `start … end - 1`."""

    start: date
    end: date
    nights: int
    amount: Decimal
    each: Decimal
    season: str
    is_kept: bool = False


class Words(Protocol):
    """How lines are called and explained, each as a pair of label and reason."""

    def stay(self, nights: Sequence[NightPrice], *, beds: int) -> tuple[str, str]: ...
    def further(self, guests: int, nights: int, tariff: Tariff) -> tuple[str, str]: ...
    def length(self, length: Length, base: Decimal) -> tuple[str, str]: ...
    def fee(self, fee: Fee, base: Decimal, facts: Facts) -> str: ...


@dataclass(frozen=True)
class Quote:
    """The lines of a stay and what the guest pays in all, fees included."""

    lines: Sequence[Line]
    total: Decimal
    currency: str


NOTHING_KEPT: Mapping[date, Decimal] = {}


def nightly(
    stay: Stay, *, tariff: Tariff, beds: int, kept: Mapping[date, Decimal] = NOTHING_KEPT
) -> list[NightPrice]:
    """Each night's price. It depends on that night alone, so other nights never change it.

    `kept`: nights, of all beds, that keep the price they were booked at.
    """
    return [_night(day, tariff=tariff, beds=beds, kept=kept.get(day)) for day in stay]


def _night(day: date, *, tariff: Tariff, beds: int, kept: Decimal | None) -> NightPrice:
    each, season = night_price(day, rate=tariff.rate, seasons=tariff.seasons)
    amount = rounded(each * beds, currency=tariff.currency)
    if kept is not None and kept != amount:
        return NightPrice(day, rounded(kept, currency=tariff.currency), kept / beds, is_kept=True)
    return NightPrice(day, amount, each, season)


def stretches(nights: Sequence[NightPrice]) -> list[Stretch]:
    """Consecutive `nights` put together where price and season are the same."""
    found: list[Stretch] = []
    for one in nights:
        last = found[-1] if found else None
        if last and last.end == one.night and _alike(last, one):
            start, count = last.start, last.nights + 1
            found.pop()
        else:
            start, count = one.night, 1
        found.append(Stretch(start, one.night + NIGHT, count, one.amount, one.each, one.season, one.is_kept))
    return found


def _alike(one: Stretch, other: NightPrice) -> bool:
    known = (other.amount, other.season, other.is_kept)
    return (one.amount, one.season, one.is_kept) == known


def further_guests(people: int, tariff: Tariff) -> int:
    """Guests beyond those a private room's price is for; a shared room sells each a bed."""
    return 0 if tariff.shared or not tariff.extra_guest else max(0, people - tariff.guests_included)


def length_for(nights: int, lengths: Sequence[Length]) -> Length | None:
    """The discount of most nights that the stay reaches; of two with as many the room's own."""
    reached = [one for one in lengths if one.nights <= nights and one.percent]
    return max(reached, key=lambda one: (one.nights, one.room_id is not None), default=None)


def amount_of(stay: Stay, *, tariff: Tariff, people: int, beds: int) -> Decimal:
    """What the nights and further guests cost, before anything is taken off."""
    nights = sum((one.amount for one in nightly(stay, tariff=tariff, beds=beds)), Decimal(0))
    return nights + stay.nights * _further(people, tariff)


def _further(people: int, tariff: Tariff) -> Decimal:
    """Further guests, a night."""
    return rounded(tariff.extra_guest * further_guests(people, tariff), currency=tariff.currency)


def charge(
    stay: Stay,
    *,
    tariff: Tariff,
    people: int,
    beds: int,
    words: Words,
    kept: Mapping[date, Decimal] = NOTHING_KEPT,
) -> list[Line]:
    """The lines of the stay itself: its nights, further guests, and what a long stay takes off. No fees."""
    lines = [_stay_line(nightly(stay, tariff=tariff, beds=beds, kept=kept), beds=beds, words=words)]
    if guests := further_guests(people, tariff):
        lines.append(_extra_line(stay, guests, people, tariff=tariff, words=words))
    if length := length_for(stay.nights, tariff.lengths):
        lines.append(_length_line(length, total(lines), currency=tariff.currency, words=words))
    return lines


def quote(
    stay: Stay,
    *,
    tariff: Tariff,
    people: int,
    beds: int,
    fees: Sequence[Fee],
    words: Words,
    young: int = 0,
    is_resident: bool = False,
    reductions: Sequence[Reduction] = (),
) -> Quote:
    """The price of `stay`. The stay's lines keep each night's price; some fees ask who comes."""
    charged = charge(stay, tariff=tariff, people=people, beds=beds, words=words)
    charged += reduced(charged, reductions, currency=tariff.currency)
    facts = Facts(stay.arrive, stay.nights, people=people, young=young, is_resident=is_resident)
    lines = with_fees(charged, fees, facts=facts, currency=tariff.currency, why=words.fee)
    return Quote(lines=lines, total=total(lines), currency=tariff.currency)


def _stay_line(nights: Sequence[NightPrice], *, beds: int, words: Words) -> Line:
    label, why = words.stay(nights, beds=beds)
    kept = {one.night.isoformat(): str(one.amount) for one in nights}
    amount = sum((one.amount for one in nights), Decimal(0))
    return Line(kind="STAY", label=label, amount=amount, nights=kept, why=why, source="stay")


def _extra_line(stay: Stay, guests: int, people: int, *, tariff: Tariff, words: Words) -> Line:
    label, why = words.further(guests, stay.nights, tariff)
    a_night = _further(people, tariff)
    kept = {night.isoformat(): str(a_night) for night in stay}
    return Line(kind="STAY", label=label, amount=a_night * stay.nights, nights=kept, why=why, source="extra")


def _length_line(length: Length, base: Decimal, *, currency: str, words: Words) -> Line:
    label, why = words.length(length, base)
    amount = -rounded(base * length.percent / 100, currency=currency)
    return Line(kind="DISCOUNT", label=label, amount=amount, percent=length.percent, why=why, source="length")

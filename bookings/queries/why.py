"""Why a stay can't be booked, in words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from bookings.queries.nights import nights_of
from bookings.queries.quotes import tariff_of
from bookings.rules.clock import today
from bookings.rules.fit import Code, Night, Notice, Problem, beds_needed, problem
from bookings.rules.price import Tariff, amount_of
from bookings.rules.stay import Stay
from locations.models import Room
from locations.rules.seasons import limits

LONGEST_LOOK = 730
PLAIN = {
    Code.PAST: gettext_lazy("the arrival is in the past"),
    Code.TOO_DEAR: gettext_lazy("costs more than one booking can hold; choose fewer nights or guests"),
    Code.TOO_SOON: gettext_lazy("the house takes stays from %(night)s on"),
    Code.TOO_FAR: gettext_lazy("the house takes arrivals until %(night)s for now"),
    Code.NO_ARRIVAL: gettext_lazy("nobody can arrive on %(night)s"),
    Code.NO_DEPARTURE: gettext_lazy("nobody can depart on %(night)s"),
    Code.CLOSED: gettext_lazy("closed on the night of %(night)s"),
    Code.FULL: gettext_lazy("full on the night of %(night)s"),
}
COUNTED = {
    Code.TOO_LONG: (
        gettext_noop("longest stay is %(number)d night"), gettext_noop("longest stay is %(number)d nights")
    ),
    Code.TOO_SHORT: (
        gettext_noop("shortest stay is %(number)d night"), gettext_noop("shortest stay is %(number)d nights")
    ),
    Code.TOO_MANY: (
        gettext_noop("sleeps %(number)d person"), gettext_noop("sleeps %(number)d people")
    ),
}  # fmt: skip


def problem_for(
    room: Room, stay: Stay, people: int, *, now: datetime, tariff: Tariff | None = None
) -> Problem | None:
    """The first reason why `people` can't book `stay` in `room` as of `now`, None if they can.

    `tariff`: the room's, if at hand already.
    """
    nights = (
        nights_of([room.pk], stay.arrive, stay.depart, now=now)[room.pk]
        if stay.nights <= LONGEST_LOOK
        else []
    )
    return problem_with(room, stay, people, nights, tariff=tariff or tariff_of(room), now=now)


def problem_with(
    room: Room, stay: Stay, people: int, nights: Sequence[Night], *, tariff: Tariff, now: datetime
) -> Problem | None:
    """The same with all that it asks about at hand: no query. `nights` one for each of the stay."""
    house = room.house
    bounds = limits(tariff.seasons, arrive=stay.arrive, depart=stay.depart, max_nights=house.max_nights)
    beds = beds_needed(people, shared=room.is_shared)
    # A stay too long to look at has its reason already; adding it up could take for ever.
    amount = amount_of(stay, tariff=tariff, people=people, beds=beds) if nights else Decimal(0)
    return problem(
        stay, people, shared=room.is_shared, sleeps=room.sleeps, max_nights=bounds.max_nights,
        min_nights=bounds.min_nights, no_arrival=bounds.no_arrival, no_departure=bounds.no_departure,
        notice=Notice(house.lead_days, house.window_days), today=today(now, house.zone), nights=nights,
        amount=amount,
    )  # fmt: skip


def allows(room: Room, *, tariff: Tariff, now: datetime) -> Callable[[Stay], bool]:
    """Whether the house's rules take a stay there, beds and people aside."""
    return lambda stay: problem_with(room, stay, 1, [], tariff=tariff, now=now) is None


def say(found: Problem | None) -> str:
    """The reason as a sentence for the guest; empty if there is none."""
    if found is None:
        return ""
    words = {"number": found.number, "night": date_format(found.night, "D j F") if found.night else ""}
    if found.code == Code.FEW:
        told = ngettext(
            "only %(number)d bed free on the night of %(night)s",
            "only %(number)d beds free on the night of %(night)s",
            found.number,
        )
    elif found.code in COUNTED:
        told = ngettext(*COUNTED[found.code], found.number)
    else:
        told = str(PLAIN[found.code])
    return told % words

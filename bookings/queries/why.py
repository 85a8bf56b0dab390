"""Why a stay can't be booked, in words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings.queries.nights import nights_of
from bookings.rules.clock import today
from bookings.rules.fit import Code, Problem, problem
from bookings.rules.stay import Stay
from locations.models import Room

LONGEST_LOOK = 730
PLAIN = {
    Code.PAST: gettext_lazy("the arrival is in the past"),
    Code.TOO_DEAR: gettext_lazy("costs more than one booking can hold; choose fewer nights or guests"),
}


def problem_for(room: Room, stay: Stay, people: int, *, now: datetime) -> Problem | None:
    """The first reason why `people` can't book `stay` in `room` as of `now`, None if they can."""
    nights = (
        nights_of([room.pk], stay.arrive, stay.depart, now=now)[room.pk]
        if stay.nights <= LONGEST_LOOK
        else []
    )
    return problem(
        stay, people, shared=room.is_shared, sleeps=room.sleeps, max_nights=room.house.max_nights,
        today=today(now, room.house.zone), nights=nights, rate=room.rate,
    )  # fmt: skip


def say(found: Problem | None) -> str:
    """The reason as a sentence for the guest; empty if there is none."""
    if found is None:
        return ""
    number = {"number": found.number, "night": date_format(found.night, "D j F") if found.night else ""}
    match found.code:
        case Code.TOO_LONG:
            return (
                ngettext(
                    "longest stay is %(number)d night", "longest stay is %(number)d nights", found.number
                )
                % number
            )
        case Code.TOO_MANY:
            return ngettext("sleeps %(number)d person", "sleeps %(number)d people", found.number) % number
        case Code.CLOSED:
            return _("closed on the night of %(night)s") % number
        case Code.FULL:
            return _("full on the night of %(night)s") % number
        case Code.FEW:
            return (
                ngettext(
                    "only %(number)d bed free on the night of %(night)s",
                    "only %(number)d beds free on the night of %(night)s",
                    found.number,
                )
                % number
            )
        case _:
            return str(PLAIN[found.code])

"""How long stays are, how early they are asked for, what becomes of them and where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, QuerySet, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bookings.models import Booking, Move, OutsideState, OutsideStay, StateLabel
from bookings.rules.occupancy import percent
from bookings.rules.spread import DAYS_AHEAD, NIGHTS, Counts, Range, in_ranges, mean, median
from bookings.rules.states import FIRM, State
from locations.models import House
from payments.queries.reports import Chart, Column, Figure, Report, Section, Unit
from payments.queries.reports.nights import Days
from payments.rules.bars import bars
from payments.rules.period import Period

NIGHTS_BOOKED = Days(F("depart"), F("arrive"))


class DayThere(Func):
    """The date of a moment by the clock of a zone."""

    template = "(%(expressions)s)::date"
    arg_joiner = " AT TIME ZONE "
    output_field = DateField()


@dataclass(frozen=True)
class Outcome:
    """How many bookings ended up in `state`, and for how many nights they were."""

    state: str
    was_confirmed: bool
    stays: int
    nights: int


def stays(houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report:
    """Bookings whose day of arrival is in `period`. Five queries."""
    arriving = Booking.objects.filter(
        room__house__in=houses.values("pk"), arrive__range=(period.start, period.end)
    ).order_by()
    lengths = _counts(_certain(arriving).values_list(NIGHTS_BOOKED))
    asked_on = DayThere(F("asked_at"), F("room__house__time_zone"))
    leads = _counts(_certain(arriving).values_list(Days(F("arrive"), asked_on)))
    outcomes, sources = _outcomes(arriving), _sources(arriving, houses, period)
    return Report(
        name="stays",
        title=_("Stays"),
        about=_(
            "Bookings whose day of arrival is one of these, however long they are. Certain stays are those "
            "confirmed, here, over, or who did not come."
        ),
        sections=[
            Section(
                currency="", title=_("In short"), figures=_figures(lengths, leads, outcomes), columns=[]
            ),
            _spread(_("Length of stay"), _("Nights"), lengths, NIGHTS),
            _spread(_("Lead time"), _("Days between asking and arriving"), leads, DAYS_AHEAD),
            _of_outcomes(outcomes),
            _of_sources(sources),
        ] if outcomes or sources else [],
    )  # fmt: skip


def _certain(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    return bookings.filter(state__in=sorted(FIRM))


def _counts(values: QuerySet[Any, Any]) -> Counts:
    return dict(values.annotate(times=Count("pk")))


def _outcomes(arriving: QuerySet[Booking]) -> list[Outcome]:
    confirmed = Move.objects.filter(booking=OuterRef("pk"), end=State.CONFIRMED)
    kinds: QuerySet[Any, Any] = arriving.values_list("state", Exists(confirmed))
    return [Outcome(*row) for row in kinds.annotate(stays=Count("pk"), booked=Sum(NIGHTS_BOOKED))]


def _sources(
    arriving: QuerySet[Booking], houses: QuerySet[House], period: Period
) -> list[tuple[str, int, int]]:
    """Where certain stays come from, with stays and nights; the guests' own first."""
    own = Move.objects.filter(booking=OuterRef("pk"), start="", by=OuterRef("guest"))
    here: QuerySet[Any, Any] = _certain(arriving).values(is_own=Exists(own))
    names = {True: _("Asked for by the guest"), False: _("Entered by a steward")}
    placed = OutsideStay.objects.filter(
        room__house__in=houses.values("pk"), start__range=(period.start, period.end),
        state=OutsideState.PLACED,
    )  # fmt: skip
    elsewhere = placed.order_by("calendar__name").values("calendar__name")
    return [
        *(
            (names[row["is_own"]], row["stays"], row["booked"])
            for row in here.annotate(stays=Count("pk"), booked=Sum(NIGHTS_BOOKED)).order_by("-is_own")
        ),
        *(
            (_("Calendar “%(name)s”") % {"name": row["calendar__name"]}, row["stays"], row["booked"])
            for row in elsewhere.annotate(stays=Count("pk"), booked=Sum(Days(F("end"), F("start"))))
        ),
    ]


def _figures(lengths: Counts, leads: Counts, outcomes: Sequence[Outcome]) -> list[Figure]:
    certain = sum(lengths.values())
    return [
        _figure(_("Certain stays"), _("Confirmed, here, over, or who did not come."), Decimal(certain)),
        _average(_("Average length"), _("Nights booked, by certain stays."), mean(lengths)),
        _average(_("Median length"), _("As many certain stays are longer as are shorter."), median(lengths)),
        _average(
            _("Average lead time"), _("Days between asking and arriving, by certain stays."), mean(leads)
        ),
        _average(
            _("Median lead time"), _("As many certain stays were asked for earlier as later."), median(leads)
        ),
        *_losses(certain, outcomes),
    ]


def _losses(certain: int, outcomes: Sequence[Outcome]) -> list[Figure]:
    cancelled = sum(one.stays for one in outcomes if one.state == State.CANCELLED and one.was_confirmed)
    absent = sum(one.stays for one in outcomes if one.state == State.NO_SHOW)
    return [
        _figure(
            _("Cancelled"), _("Cancelled after they had been confirmed, by either side."), Decimal(cancelled)
        ),
        _rate(
            _("Cancellation rate"),
            _("Cancelled, of a hundred that were ever confirmed."),
            percent(cancelled, certain + cancelled),
        ),
        _rate(
            _("No-show rate"), _("Who did not come, of a hundred certain stays."), percent(absent, certain)
        ),
    ]


def _average(label: str, meaning: str, amount: Decimal | None) -> Figure:
    return _figure(label, meaning, amount, unit=Unit.AVERAGE)


def _rate(label: str, meaning: str, amount: Decimal | None) -> Figure:
    return _figure(label, meaning, amount, unit=Unit.PERCENT)


def _figure(label: str, meaning: str, amount: Decimal | None, *, unit: Unit = Unit.COUNT) -> Figure:
    return Figure(label, meaning, amount, unit=unit)


def _spread(title: str, label: str, counts: Counts, ranges: Sequence[Range]) -> Section:
    found = list(zip(ranges, in_ranges(counts, ranges), strict=True))
    total = sum(counts.values())
    return Section(
        currency="",
        title=title,
        figures=[],
        columns=[Column(label), *_shares()],
        rows=[[_words(one), times, percent(times, total)] for one, times in found],
        charts=[
            Chart(
                _("%(title)s, certain stays") % {"title": title},
                bars([(_shortly(one), Decimal(times)) for one, times in found]),
            )
        ] if total else [],
    )  # fmt: skip


def _shares() -> list[Column]:
    return [Column(_("Stays"), is_number=True), Column(_("Share"), is_percent=True)]


def _words(one: Range) -> str:
    if one.most is None:
        return _("%(least)d or more") % {"least": one.least}
    if one.least is None or one.least == one.most:
        return str(one.most)
    return f"{one.least}\N{EN DASH}{one.most}"


def _shortly(one: Range) -> str:
    return f"{one.least}+" if one.most is None else _words(one)


def _of_outcomes(outcomes: Sequence[Outcome]) -> Section:
    by_state: Mapping[StateLabel, list[Outcome]] = {
        state: [one for one in outcomes if one.state == state] for state in StateLabel
    }
    total = sum(one.stays for one in outcomes)
    return Section(
        currency="",
        title=_("What became of them"),
        figures=[],
        columns=[Column(_("State")), *_shares(), Column(_("Nights booked"), is_number=True)],
        rows=[
            [
                capfirst(str(state.label)),
                sum(one.stays for one in some),
                percent(sum(one.stays for one in some), total),
                sum(one.nights for one in some),
            ]
            for state, some in by_state.items()
            if some
        ],
    )


def _of_sources(sources: Sequence[tuple[str, int, int]]) -> Section:
    total = sum(times for _name, times, _nights in sources)
    return Section(
        currency="",
        title=_("Where they come from"),
        figures=[],
        columns=[Column(_("Source")), *_shares(), Column(_("Nights booked"), is_number=True)],
        rows=[[name, times, percent(times, total), nights] for name, times, nights in sources],
    )

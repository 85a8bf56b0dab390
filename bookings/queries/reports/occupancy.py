"""How full houses are, and what their nights bring: by month, by house and by room."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings.queries.reports.nights import Cells, totals
from bookings.rules.occupancy import Totals, added, average
from locations.models import House, Room
from payments.queries.reports import Chart, Column, Figure, Report, Section, Unit
from payments.rules.bars import NAMED, bars
from payments.rules.period import Period, month_of

WHOLE = Decimal(100)


def occupancy(houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report:
    """Nights and income from bills, one currency after the other. Four queries.

    `most`: rooms at most in the table of each currency; None for all.
    """
    rooms = list(
        Room.objects.filter(house__in=houses.values("pk"))
        .select_related("house")
        .order_by("house__name", "house", "order", "name", "pk")
    )
    cells = totals(rooms, period.steps) if rooms else {}
    by_currency: dict[str, dict[Room, Totals]] = defaultdict(dict)
    for room in rooms:
        whole = _of_room(cells, room, period)
        if not whole.is_nothing:
            by_currency[room.house.currency][room] = whole
    return Report(
        name="occupancy",
        title=_("Occupancy"),
        about=_(
            "Nights of these days, and what bills ask for them. Income here comes from bills, not from cash: "
            "each bill is spread over its nights at their prices, whether it is paid or not. Only certain "
            "stays count: confirmed, here, over, or who did not come."
        ),
        sections=[
            section
            for currency, some in sorted(by_currency.items())
            for section in _sections(currency, some, cells, period, most=most)
        ],
        left_out=0 if most is None else sum(len([*some][most:]) for some in by_currency.values()),
    )


def _of_room(cells: Cells, room: Room, period: Period) -> Totals:
    return added(cells[room.pk, n] for n, _step in enumerate(period.steps) if (room.pk, n) in cells)


def _sections(
    currency: str, rooms: Mapping[Room, Totals], cells: Cells, period: Period, *, most: int | None
) -> list[Section]:
    steps = period.steps
    months = [added(cells[room.pk, n] for room in rooms if (room.pk, n) in cells) for n in range(len(steps))]
    found = [
        Section(currency=currency, figures=_figures(added(months), period), columns=[]),
        Section(
            currency=currency,
            title=_("By month") if len(steps) == 1 or _is_monthly(period) else _("By year"),
            figures=[],
            columns=[Column(_("Days")), *_columns()],
            rows=[[_days(step), *_cells(some, step)] for step, some in zip(steps, months, strict=True)],
            charts=_charts(currency, period, months) if len(steps) > 1 else [],
        ),
    ]
    if len({room.house_id for room in rooms}) > 1:
        found.append(_by_house(currency, rooms, period))
    found.append(_by_room(currency, list(rooms.items())[:most], period))
    return found


def _is_monthly(period: Period) -> bool:
    return len(period.steps) > period.end.year - period.start.year + 1


def _by_house(currency: str, rooms: Mapping[Room, Totals], period: Period) -> Section:
    houses: dict[House, list[Totals]] = defaultdict(list)
    for room, whole in rooms.items():
        houses[room.house].append(whole)
    return Section(
        currency=currency,
        title=_("By house"),
        figures=[],
        columns=[Column(_("House")), *_columns()],
        rows=[[house.name, *_cells(added(some), period)] for house, some in houses.items()],
    )


def _by_room(currency: str, rooms: Iterable[tuple[Room, Totals]], period: Period) -> Section:
    return Section(
        currency=currency,
        title=_("By room"),
        figures=[],
        columns=[Column(_("House")), Column(_("Room")), *_columns()],
        rows=[[room.house.name, room.name, *_cells(whole, period)] for room, whole in rooms],
    )


def _figures(all_of: Totals, period: Period) -> list[Figure]:
    return [*_of_nights(all_of, period), *_not_sold(all_of), *_of_income(all_of)]


def _count(label: str, meaning: str, number: int, *, is_sum: bool = False) -> Figure:
    return Figure(label, meaning, Decimal(number), is_sum=is_sum, unit=Unit.COUNT)


def _of_nights(all_of: Totals, period: Period) -> list[Figure]:
    return [
        _count(
            _("Person-nights"),
            _("One person for one night of a certain stay. Of who did not come, the first night alone."),
            all_of.people,
        ),
        _count(
            _("Nights sold"),
            _("Of certain stays: a bed of a shared room, or a private room whole, for one night."),
            all_of.sold,
        ),
        _count(
            _("Reservable nights"),
            _("Beds offered, less those blocked or taken elsewhere: what could be booked here."),
            all_of.reservable,
        ),
        Figure(
            _("Occupancy rate"),
            _("Nights sold, of a hundred reservable nights."),
            all_of.rate,
            is_sum=True,
            unit=Unit.PERCENT,
        ),
        Figure(
            _("Average guests per night"),
            _("Person-nights, by the number of nights in these days."),
            _guests(all_of, period),
            unit=Unit.AVERAGE,
        ),
    ]


def _not_sold(all_of: Totals) -> list[Figure]:
    return [
        _count(_("Beds offered"), _("Capacity, night by night. A private room is one."), all_of.offered),
        _count(_("Blocked"), _("Of beds offered, kept from being sold by a block."), all_of.blocked),
        _count(
            _("Taken elsewhere"), _("Of beds offered, taken by a calendar from outside."), all_of.elsewhere
        ),
        _count(_("Nights given away"), _("Nights sold of stays whose rate is 0."), all_of.given),
        Figure(
            _("Worth of nights given away"),
            _("What they would cost at the room's own price, as it is today."),
            all_of.worth,
        ),
    ]


def _of_income(all_of: Totals) -> list[Figure]:
    return [
        Figure(
            _("Stay income"),
            _("Nights and further guests on bills, after discounts; no fees and no taxes in it."),
            all_of.stay,
            is_sum=True,
        ),
        Figure(_("Average daily rate (ADR)"), _("Stay income, by nights sold."), all_of.adr),
        Figure(
            _("RevPAR"), _("Revenue per available room: stay income, by reservable nights."), all_of.revpar
        ),
        Figure(_("Other lines"), _("What stewards wrote on bills, spread over the nights."), all_of.other),
        Figure(
            _("Kept of cancelled stays"),
            _("What bills of cancelled stays still ask for, without fees and taxes, on the nights booked."),
            all_of.kept,
        ),
        Figure(
            _("Fees the house pays"),
            _("Fees out of this income, which no guest is charged."),
            all_of.house_fees,
        ),
        Figure(
            _("Income to house"),
            _("Stay income, other lines and what is kept of cancelled stays, less fees the house pays."),
            all_of.income,
            is_sum=True,
        ),
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Person-nights"), is_number=True),
        Column(_("Reservable nights"), is_number=True),
        Column(_("Nights sold"), is_number=True),
        Column(_("Occupancy rate"), is_percent=True),
        Column(_("Guests per night"), is_number=True),
        Column(_("Stay income"), is_money=True),
        Column(_("ADR"), is_money=True),
        Column(_("RevPAR"), is_money=True),
        Column(_("Income to house"), is_money=True),
    ]


def _cells(some: Totals, period: Period) -> list[object]:
    return [
        some.people,
        some.reservable,
        some.sold,
        some.rate,
        _guests(some, period),
        some.stay,
        some.adr,
        some.revpar,
        some.income,
    ]


def _guests(some: Totals, period: Period) -> Decimal | None:
    return average(some.people, (period.after - period.start).days)


def _days(step: Period) -> str:
    if step == month_of(step.start):
        return date_format(step.start, "M Y")
    return f"{date_format(step.start, 'j M Y')} – {date_format(step.end, 'j M Y')}"


def _charts(currency: str, period: Period, months: Sequence[Totals]) -> list[Chart]:
    shape = ("M" if len(months) <= NAMED else "M y") if _is_monthly(period) else "Y"
    names = [date_format(step.start, shape) for step in period.steps]

    def values(worth: Callable[[Totals], Decimal | None]) -> list[tuple[str, Decimal]]:
        return [(name, worth(some) or Decimal(0)) for name, some in zip(names, months, strict=True)]

    return [
        Chart(_("Occupancy rate"), bars(values(lambda some: some.rate), most=WHOLE), unit=Unit.PERCENT),
        Chart(
            _("Stay income, %(currency)s") % {"currency": currency}, bars(values(lambda some: some.stay))
        ),
    ]  # fmt: skip

"""A year of one room, month by month: a table to take away."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import ExtractMonth
from django.utils.translation import gettext as _

from bookings.queries.outstanding import CERTAIN, with_owed
from bookings.queries.reports.nights import totals
from bookings.rules.occupancy import Totals
from locations.models import Room
from payments.models import Bill, Split
from payments.queries.reports import Column, Section
from payments.queries.reports.nights import between
from payments.queries.reports.shape import amount
from payments.rules.money import places
from payments.rules.period import Period


def room_year(room: Room, year: int) -> Section:
    """Twelve rows. Six queries; `room` with its house.

    Cash and accrual are money that moved, net to house; values and fees are what bills ask for. What is open
    stands in the month of arrival, so that it is counted once.
    """
    period = Period(date(year, 1, 1), date(year, 12, 31))
    nights = totals([room], period.steps)
    cash, accrual, unpaid = _cash(room, year), _accrual(room, period), _unpaid(room, year)
    return Section(
        currency=room.house.currency,
        figures=[],
        columns=_columns(),
        rows=[
            [
                step.start.month,
                year,
                amount(cash.get(step.start.month)),
                amount(accrual[f"month_{step.start.month}"]),
                *_cells(nights.get((room.pk, n), Totals()), unpaid.get(step.start.month, {})),
            ]
            for n, step in enumerate(period.steps)
        ],
    )


def _columns() -> list[Column]:
    return [
        Column(_("Month"), is_number=True),
        Column(_("Year"), is_number=True),
        Column(_("Payments cash"), is_money=True),
        Column(_("Payments accrual"), is_money=True),
        Column(_("Person-nights"), is_number=True),
        Column(_("Nights occupied"), is_number=True),
        Column(_("Nights available"), is_number=True),
        Column(_("Partly paid bookings"), is_number=True),
        Column(_("Nights given away"), is_number=True),
        Column(_("Outstanding value"), is_money=True),
        Column(_("Total guest value"), is_money=True),
        Column(_("Net value to house"), is_money=True),
        Column(_("Fees and taxes on top"), is_money=True),
        Column(_("Fees the house pays"), is_money=True),
        Column(_("Worth of nights given away"), is_money=True),
    ]


def _cells(some: Totals, unpaid: Mapping[str, Any]) -> list[object]:
    return [
        some.people,
        some.sold,
        some.reservable,
        unpaid.get("partly", 0),
        some.given,
        amount(unpaid.get("open")),
        some.income + some.house_fees + some.on_top,
        some.income,
        some.on_top,
        some.house_fees,
        some.worth,
    ]


def _cash(room: Room, year: int) -> dict[int, Decimal]:
    came = Split.objects.filter(bill__booking__room=room, on__year=year).order_by()
    return dict(came.values_list(ExtractMonth("on")).annotate(sum=Sum("to_house")))


def _accrual(room: Room, period: Period) -> dict[str, Decimal | None]:
    served = Split.objects.filter(
        bill__booking__room=room, bill__service_start__lte=period.end, bill__service_end__gt=period.start
    )
    to = Value(places(room.house.currency), output_field=IntegerField())
    return served.aggregate(**{f"month_{step.start.month}": Sum(between(step, to)) for step in period.steps})


def _unpaid(room: Room, year: int) -> dict[int, Mapping[str, Any]]:
    stays = Bill.objects.filter(booking__room=room, booking__state__in=CERTAIN, service_start__year=year)
    owing: QuerySet[Any, Any] = with_owed(stays).filter(owed__gt=0).order_by()
    rows = owing.values(month=ExtractMonth("service_start")).annotate(
        open=Sum("owed"), partly=Count("pk", filter=Q(paid__gt=F("back")))
    )
    return {row["month"]: row for row in rows}

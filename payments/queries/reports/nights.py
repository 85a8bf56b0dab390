"""Cash and accrual: when money came, and the nights it is for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    DateField,
    DecimalField,
    Expression,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Greatest, Least
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from locations.models import House
from payments.models import Split
from payments.queries.reports.shape import Column, Figure, Report, Section, amount
from payments.rules.money import places
from payments.rules.period import Period
from payments.rules.split import ZERO

START, END = F("bill__service_start"), F("bill__service_end")


class Rounded(Func):
    """PostgreSQL's round(numeric, places): a half goes away from zero, as everywhere in the books."""

    function = "ROUND"
    output_field = DecimalField(max_digits=14, decimal_places=4)


class Days(Func):
    """How many days lie between two dates."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


def nights(houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report:
    """Cash and accrual by night of service. Three queries."""
    of_houses = Split.objects.filter(house__in=houses.values("pk"), bill__isnull=False)
    found = list(houses.order_by().values_list("currency", flat=True).distinct())
    currencies = _currencies(found)
    came = of_houses.filter(on__range=(period.start, period.end))
    served = of_houses.filter(bill__service_start__lte=period.end, bill__service_end__gt=period.start)
    cash = _by_currency(came, _cash(period, currencies))
    accrual = _by_currency(served, _accrual(period, currencies))
    return Report(
        name="nights",
        title=_("Cash and nights"),
        about=_(
            "Net to house, once by the day it came and once by the nights it is for. Each payment and refund "
            "is spread evenly over the nights of its stay as they are booked now. What is not paid yet is in "
            "neither."
        ),
        sections=[
            _section(currency, cash.get(currency, {}), accrual.get(currency, {}), period)
            for currency in sorted({*cash, *accrual})
        ],
    )


def _by_currency(rows: QuerySet[Split], sums: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found: QuerySet[Split, Any] = rows.order_by("currency").values("currency").annotate(**sums)
    return {row["currency"]: row for row in found}


def _currencies(codes: list[str]) -> Expression:
    """The places of each row's currency."""
    cases = [When(currency=code, then=Value(places(code))) for code in codes]
    return Case(*cases, default=Value(2), output_field=IntegerField())


def until(day: date, to: Expression) -> Expression:
    """What of a row is for nights before `day`, to `to` places; differences of these add up exactly."""
    first = Cast(Value(day), DateField())
    passed = Greatest(Value(0), Least(Days(first, START), Days(END, START)), output_field=IntegerField())
    share = F("to_house") * Cast(passed, DecimalField(max_digits=14, decimal_places=4))
    return Rounded(share / Days(END, START), to)


def between(period: Period, to: Expression) -> Expression:
    """What of a row is for the nights of `period`."""
    return until(period.after, to) - until(period.start, to)


def _cash(period: Period, to: Expression) -> dict[str, Any]:
    steps = {f"step_{n}": Sum("to_house", filter=_on(step)) for n, step in enumerate(period.steps)}
    return {
        "total": Sum("to_house"),
        "past": Sum(until(period.start, to)),
        "now": Sum(between(period, to)),
        **steps,
    }


def _accrual(period: Period, to: Expression) -> dict[str, Any]:
    steps = {f"step_{n}": Sum(between(step, to)) for n, step in enumerate(period.steps)}
    inside = between(period, to)
    return {
        "before": Sum(inside, filter=Q(on__lt=period.start)),
        "later": Sum(inside, filter=Q(on__gt=period.end)),
        "total": Sum(inside),
        **steps,
    }


def _on(step: Period) -> Q:
    return Q(on__range=(step.start, step.end))


def _section(currency: str, cash: Mapping[str, Any], accrual: Mapping[str, Any], period: Period) -> Section:
    return Section(
        currency=currency,
        figures=_figures(cash, accrual),
        columns=[Column(_("Days")), Column(_("Cash"), is_money=True), Column(_("Accrual"), is_money=True)],
        rows=[
            [_days(step), amount(cash.get(f"step_{n}")), amount(accrual.get(f"step_{n}"))]
            for n, step in enumerate(period.steps)
        ],
    )


def _figures(cash: Mapping[str, Any], accrual: Mapping[str, Any]) -> list[Figure]:
    now, past = amount(cash.get("now")), amount(cash.get("past"))
    future = amount(cash.get("total")) - now - past
    before, later = amount(accrual.get("before")), amount(accrual.get("later"))
    return [
        Figure(_("Came now for nights now"), _("Paid in this time, for nights of this time."), now),
        Figure(_("Came now for earlier nights"), _("Paid in this time, for nights before it."), past),
        Figure(_("Came now for later nights"), _("Paid in this time, for nights after it."), future),
        Figure(_("Cash"), _("The three above: net to house of all that came, less what went back."),
               now + past + future, is_sum=True),
        Figure(_("Came earlier for nights now"), _("Paid before this time, for nights of it."), before),
        Figure(_("Came later for nights now"), _("Paid after this time, for nights of it."), later),
        Figure(_("Accrual"), _("What came now, earlier or later for the nights of this time."),
               amount(accrual.get("total")) if accrual else ZERO, is_sum=True),
    ]  # fmt: skip


def _days(step: Period) -> str:
    return f"{date_format(step.start, 'j M Y')} – {date_format(step.end, 'j M Y')}"

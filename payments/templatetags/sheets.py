"""Cells of a report's table, as a page shows them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import date_format

from payments.queries.reports import Column, Unit
from payments.rules.money import rounded

register = template.Library()


@register.filter
def under(row: Sequence[object], columns: Sequence[Column]) -> Iterable[tuple[Column, object]]:
    """Each cell with its column."""
    return zip(columns, row, strict=True)


@register.simple_tag
def cell(value: object, unit: Unit, currency: str) -> str:
    """A date in words, an amount in its currency's places, a rate with its sign, all else as it is."""
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, Decimal):
        return _number(value, unit, currency).replace("-", "\N{MINUS SIGN}")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return str(value)


def _number(value: Decimal, unit: Unit, currency: str) -> str:
    if unit == Unit.MONEY:
        return f"{rounded(value, currency=currency):f}"
    shown = f"{value:f}" if unit != Unit.COUNT else f"{value:.0f}"
    return f"{shown}\u00a0%" if unit == Unit.PERCENT else shown


@register.simple_tag
def tick(value: Decimal, unit: Unit) -> str:
    """A number of a chart's scale: round as it is, without a nought behind the point."""
    shown = f"{value.normalize():,f}"
    return f"{shown}\u00a0%" if unit == Unit.PERCENT else shown

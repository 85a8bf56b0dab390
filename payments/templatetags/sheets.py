"""Cells of a report's table, as a page shows them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import date_format

from payments.queries.reports import Column
from payments.rules.money import rounded

register = template.Library()


@register.filter
def under(row: Sequence[object], columns: Sequence[Column]) -> Iterable[tuple[Column, object]]:
    """Each cell with its column."""
    return zip(columns, row, strict=True)


@register.filter
def cell(value: object, currency: str) -> str:
    """A date in words, an amount in its currency's places, all else as it is."""
    if isinstance(value, Decimal):
        return f"{rounded(value, currency=currency):f}".replace("-", "\N{MINUS SIGN}")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return str(value)

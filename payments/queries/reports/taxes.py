"""What was collected for others: taxes to hand on, and fees charged on top."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locations.models import House
from payments.models import LineKind, SplitPart
from payments.queries.reports.shape import Column, Figure, Report, Section, amount, by_currency
from payments.rules.period import Period
from payments.rules.split import ZERO

SUMS = {
    "collected": Sum("amount", filter=Q(split__payment__isnull=False)),
    "back": Sum("amount", filter=Q(split__refund__isnull=False)),
    "kept": Sum("amount"),
    "bills": Count("split__bill", distinct=True),
    "base": Sum(F("split__amount") - F("split__fees") - F("split__taxes")),
}


def taxes(houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report:
    """Tax remittance, by tax and rate. One query."""
    parts = SplitPart.objects.filter(
        split__house__in=houses.values("pk"), split__on__range=(period.start, period.end), paid_by="GUEST"
    )
    named = parts.values(
        "kind", "label", "percent", currency=F("split__currency"), house=F("split__house__name")
    )
    rows = named.annotate(**SUMS).order_by("currency", "-kind", "label", "percent", "house")
    return Report(
        name="taxes",
        title=_("Taxes to hand on"),
        about=_(
            "The part of taxes and of guests' fees in what was paid on these days, by name and rate as they "
            "stood on the bills. A payment of half a bill holds half of its tax."
        ),
        sections=[_section(currency, found) for currency, found in by_currency(rows).items()],
    )


def _section(currency: str, rows: list[Mapping[str, Any]]) -> Section:
    tax = _kept(rows, LineKind.TAX)
    return Section(
        currency=currency,
        figures=[
            Figure(_("Taxes to hand on"), _("Taxes collected, less those given back."), tax, is_sum=True),
            Figure(
                _("Fees charged on top"),
                _("Guests' fees that are no taxes, collected less given back."),
                _kept(rows, LineKind.FEE),
            ),
        ],
        columns=[
            Column(_("House")),
            Column(_("Kind")),
            Column(_("Name")),
            Column(_("Rate")),
            Column(_("Stays"), is_number=True),
            Column(_("Charged on"), is_money=True),
            Column(_("Collected"), is_money=True),
            Column(_("Given back"), is_money=True),
            Column(_("To hand on"), is_money=True),
        ],
        rows=[_cells(row) for row in rows],
    )


def _kept(rows: list[Mapping[str, Any]], kind: LineKind) -> Decimal:
    return sum((amount(row["kept"]) for row in rows if row["kind"] == kind), ZERO)


def _cells(row: Mapping[str, Any]) -> list[object]:
    percent = row["percent"]
    return [
        row["house"],
        capfirst(str(LineKind(row["kind"]).label)),
        row["label"],
        "" if percent is None else f"{percent.normalize():f} %",
        row["bills"],
        amount(row["base"]),
        amount(row["collected"]),
        -amount(row["back"]),
        amount(row["kept"]),
    ]

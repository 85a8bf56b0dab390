"""What came in and went back, and what of it is the house's, the network's and the tax office's."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locations.models import House
from payments.models import BillLine, Source, Split
from payments.queries.reports.shape import Column, Figure, Report, Section, amount
from payments.rules.money import shown
from payments.rules.period import Period

BY_HAND = ~Q(source=Source.STRIPE)
SUMS = {
    "net": Sum("to_house"),
    "gross_with": Sum(F("to_house") + F("house_fees"), filter=Q(has_fees=True)),
    "net_with": Sum("to_house", filter=Q(has_fees=True)),
    "net_without": Sum("to_house", filter=Q(has_fees=False)),
    "sum_fees": Sum("fees"),
    "sum_taxes": Sum("taxes"),
    "sum_house_fees": Sum("house_fees"),
    "cash": Sum("amount", filter=BY_HAND),
    "card_fees": Sum("payment__fee", filter=Q(payment__fee_currency=F("currency"))),
    "cash_fees": Sum("house_fees", filter=BY_HAND),
}


def movements(houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report:
    """The payments report. Two queries, three where rows are left out.

    `most`: rows at most, the latest; None for all.
    """
    moved = Split.objects.filter(house__in=houses.values("pk"), on__range=(period.start, period.end))
    sums = {row["currency"]: row for row in moved.order_by("currency").values("currency").annotate(**SUMS)}
    rows = list(_listed(moved)[:most])
    return Report(
        name="payments",
        title=_("Payments"),
        about=_(
            "Payments that arrived and refunds that were made on these days, by the calendar of the house. "
            "What each was made of was settled when it was recorded: no later change of the bill moves it."
        ),
        sections=[
            Section(
                currency=currency,
                figures=_figures({name: amount(value) for name, value in row.items()}),
                columns=_columns(),
                rows=[_cells(one) for one in rows if one["currency"] == currency],
            )
            for currency, row in sums.items()
        ],
        left_out=0 if most is None or len(rows) < most else moved.count() - len(rows),
    )


def _figures(sums: Mapping[str, Any]) -> list[Figure]:
    charged = sums["sum_fees"] + sums["sum_taxes"]
    gross = sums["gross_with"] + sums["net_without"]
    return [
        Figure(
            _("Net to house"),
            _("What was paid, less fees and taxes the guest paid on top, less fees the house pays."),
            sums["net"],
            is_sum=True,
        ),
        Figure(
            _("From bills with fees, gross"),
            _("Of bills that ask the guest for fees or taxes: net to house and the fees the house pays."),
            sums["gross_with"],
        ),
        Figure(
            _("From bills with fees, net"),
            _("Of the same bills: net to house alone."),
            sums["net_with"],
        ),
        Figure(
            _("From bills without fees"),
            _("Net to house of bills that ask the guest for no fee and no tax."),
            sums["net_without"],
        ),
        Figure(_("Gross bookings"), _("With fees, gross, and without fees, together."), gross),
        Figure(
            _("Fees and taxes charged"),
            _("What guests paid on top of the price: all fees and taxes on their bills."),
            charged,
        ),
        Figure(_("Of that, taxes"), _("The lines that are taxes."), sums["sum_taxes"]),
        *_taken_off(sums, charged),
    ]


def _taken_off(sums: Mapping[str, Any], charged: Decimal) -> list[Figure]:
    transfer = sums["net"] + charged - sums["cash"] - sums["cash_fees"]
    return [
        Figure(
            _("Fees the house pays"),
            _("Fees out of the house's income, which no guest was charged."),
            sums["sum_house_fees"],
        ),
        Figure(
            _("Cash received"),
            _("Paid to the house itself, in cash, by transfer or otherwise by hand, less what it gave back."),
            sums["cash"],
        ),
        Figure(
            _("Fees on cash"), _("Fees the house pays on that money."), sums["cash_fees"]
        ),
        Figure(
            _("Total transfer"),
            _(
                "Net to house and fees and taxes charged, less cash received, less fees on cash: what the "
                "network hands over to the house; below zero, what the house hands over."
            ),
            transfer,
            is_sum=True,
        ),
        Figure(
            _("Card fees"),
            _(
                "What the card company kept of payments by card, as far as it is known and in this currency. "
                "It is in none of the figures above."
            ),
            sums["card_fees"],
        ),
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Date")),
        Column(_("House")),
        Column(_("Guest")),
        Column(_("Booking")),
        Column(_("Nights"), is_number=True),
        Column(_("Bill"), is_money=True),
        Column(_("Paid by")),
        Column(_("Paid"), is_money=True),
        Column(_("To house"), is_money=True),
        Column(_("Fees the house pays"), is_money=True),
        Column(_("Fees and taxes"), is_money=True),
        Column(_("Card fee"), is_money=True),
    ]


def _listed(moved: QuerySet[Split]) -> QuerySet[Split, Any]:
    lines = BillLine.objects.filter(bill=OuterRef("bill"), paid_by="GUEST").order_by()
    total = Subquery(lines.values("bill").annotate(total=Sum("amount")).values("total"))
    return moved.order_by("-on", "-pk").values(
        "currency", "on", "source", "amount", "is_undoing", "to_house", "house_fees",
        "payment__fee", "payment__fee_currency",
        house_name=F("house__name"), payer=Coalesce("bill__payer__name", Value("")),
        mail=F("bill__payer__email"), reference=F("bill__reference"), total=total,
        start=F("bill__service_start"), end=F("bill__service_end"), on_top=F("fees") + F("taxes"),
    )  # fmt: skip


def _cells(row: Mapping[str, Any]) -> list[object]:
    return [
        row["on"],
        row["house_name"],
        row["payer"] or row["mail"],
        row["reference"],
        (row["end"] - row["start"]).days,
        amount(row["total"]),
        capfirst(_way(row)),
        row["amount"],
        row["to_house"],
        row["house_fees"],
        row["on_top"],
        _card_fee(row),
    ]


def _way(row: Mapping[str, Any]) -> str:
    source = str(Source(row["source"]).label)
    if row["amount"] > 0:
        return source
    if row["is_undoing"]:
        return _("%(source)s, noted by mistake") % {"source": source}
    return _("%(source)s, given back") % {"source": source}


def _card_fee(row: Mapping[str, Any]) -> object:
    """Nothing where it is not known, or where money went; with its currency where that is another."""
    fee, currency = row["payment__fee"], row["payment__fee_currency"]
    if fee is None:
        return ""
    return fee if currency == row["currency"] else shown(fee, currency=currency)

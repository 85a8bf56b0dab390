"""What the card company paid to the bank: the part of these houses, entry by entry."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locations.models import House
from payments.models import Payout, PayoutEntry
from payments.queries.payouts import NOBODYS
from payments.queries.reports.shape import Column, Figure, Report, Section, amount
from payments.rules.period import Period

# Money that never reached the bank comes again, with the next payout.
NEVER_CAME = frozenset({"failed", "canceled"})
SUMS = {
    "came": Sum("amount", filter=Q(payment__isnull=False)),
    "went": Sum("amount", filter=Q(refund__isnull=False)),
    "disputed": Sum("amount", filter=Q(dispute__isnull=False)),
    "other": Sum("amount", filter=NOBODYS),
    "kept": Sum("fee"),
    "paid_out": Sum("net"),
}


def payouts(
    houses: QuerySet[House], period: Period, *, most: int | None = None, is_whole: bool = False
) -> Report:
    """The payouts that reached the bank on these days. Two queries, three where rows are left out.

    `is_whole`: with what is of no booking, and what the bank got, in one query more.
    """
    reached = Payout.objects.filter(arrives_on__range=(period.start, period.end)).exclude(
        status__in=NEVER_CAME
    )
    entries = PayoutEntry.objects.filter(payout__in=reached.values("pk")).filter(_of(houses, is_whole))
    sums = {row["currency"]: row for row in entries.order_by().values("currency").annotate(**SUMS)}
    bank: dict[str, Any] = {}
    if is_whole:
        at_bank = reached.order_by().values("currency").annotate(amount=Sum("amount"))
        bank = {row["currency"]: row["amount"] for row in at_bank}
    rows = list(_listed(entries)[:most])
    return Report(
        name="payouts",
        title=_("Payouts"),
        about=_(
            "Transfers from the card company to the network's bank that arrived on these days, and what of "
            "them is of these houses' bookings. A payment by card is paid out some days after it came."
        ),
        sections=[
            _section(currency, sums.get(currency, {}), rows, bank=bank.get(currency), is_whole=is_whole)
            for currency in sorted({*sums, *bank})
        ],
        left_out=0 if most is None or len(rows) < most else entries.count() - len(rows),
    )


def _of(houses: QuerySet[House], is_whole: bool) -> Q:
    ids = houses.values("pk")
    known = (
        Q(payment__bill__house__in=ids)
        | Q(refund__bill__house__in=ids)
        | Q(dispute__payment__bill__house__in=ids)
    )
    return known | NOBODYS if is_whole else known


def _listed(entries: QuerySet[PayoutEntry]) -> QuerySet[PayoutEntry, Any]:
    return entries.order_by("-payout__arrives_on", "-payout", "-created_at", "-pk").values(
        "currency", "kind", "amount", "fee", "net", "payment", "refund", "dispute",
        on=F("payout__arrives_on"), payout_name=F("payout__payout_id"),
        house=_first("house__name"), reference=_first("reference"),
    )  # fmt: skip


def _first(name: str) -> Coalesce:
    """That of the bill, whichever way leads to it."""
    return Coalesce(
        f"payment__bill__{name}", f"refund__bill__{name}", f"dispute__payment__bill__{name}", Value("")
    )


def _section(
    currency: str, sums: Mapping[str, Any], rows: list[dict[str, Any]], *, bank: object, is_whole: bool
) -> Section:
    return Section(
        currency=currency,
        figures=_figures({name: amount(sums.get(name)) for name in SUMS}, bank=bank, is_whole=is_whole),
        columns=[
            Column(_("At the bank")),
            Column(_("Payout")),
            Column(_("House")),
            Column(_("Booking")),
            Column(_("What")),
            Column(_("Amount"), is_money=True),
            Column(_("Card fee"), is_money=True),
            Column(_("Paid out"), is_money=True),
        ],
        rows=[_cells(row) for row in rows if row["currency"] == currency],
    )


def _figures(sums: Mapping[str, Any], *, bank: object, is_whole: bool) -> list[Figure]:
    figures = [
        Figure(_("Payments by card"), _("What guests paid, before anything was kept of it."), sums["came"]),
        Figure(_("Refunds"), _("What went back to cards."), sums["went"]),
        Figure(
            _("Disputes"), _("What guests' banks took back, and gave again where a dispute was won."),
            sums["disputed"],
        ),
        Figure(_("Card fees"), _("What the card company kept of all these."), -sums["kept"]),
        Figure(_("Paid out"), _("The four together."), sums["paid_out"], is_sum=True),
    ]  # fmt: skip
    if is_whole:
        of_none = Figure(
            _("Of no booking"),
            _("The card company's own fees and corrections, and money of which nothing is known here."),
            sums["other"],
        )
        paid_out = Figure(_("Paid out"), _("The five together."), sums["paid_out"], is_sum=True)
        at_bank = Figure(
            _("At the bank"),
            _("What the card company says it transferred. Where it differs, an entry is missing here."),
            amount(bank),
        )
        return [*figures[:3], of_none, figures[3], paid_out, at_bank]
    return figures


def _cells(row: Mapping[str, Any]) -> list[object]:
    return [
        row["on"],
        row["payout_name"],
        row["house"],
        row["reference"],
        capfirst(_what(row)),
        row["amount"],
        row["fee"],
        row["net"],
    ]


def _what(row: Mapping[str, Any]) -> str:
    """The card company's own word where it is of nothing known here."""
    if row["payment"]:
        return _("payment")
    if row["refund"]:
        return _("refund")
    return _("dispute") if row["dispute"] else str(row["kind"]).replace("_", " ")

"""What guests still owe for stays, and what houses still owe guests."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Model, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from bookings.models import StateLabel
from bookings.rules.states import FIRM, HOLDING, State
from locations.models import House
from payments.models import Bill, BillLine, MoneyState, Payment, Refund
from payments.queries.reports import Column, Figure, Report, Section
from payments.queries.reports.shape import amount
from payments.rules.balance import LOST
from payments.rules.period import Period

AMOUNT = DecimalField(max_digits=14, decimal_places=4)
# What became certain, however it ended; a stay that was called off may have left something owed.
CERTAIN = sorted(FIRM | {State.CANCELLED})
UNCERTAIN = sorted(HOLDING)
SUMS = {
    "sum_owed": Sum("owed", filter=Q(owed__gt=0, booking__state__in=CERTAIN)),
    "asked": Sum("owed", filter=Q(owed__gt=0, booking__state__in=UNCERTAIN)),
    "over": Sum("owed", filter=Q(owed__lt=0)),
}


def outstanding(houses: QuerySet[House], period: Period, *, most: int | None = None) -> Report:
    """Bills of stays with a night in `period` on which something is open. Three queries."""
    stays = Bill.objects.filter(house__in=houses.values("pk"), service_start__lte=period.end)
    stays = stays.filter(service_end__gt=period.start, booking__state__in=[*CERTAIN, *UNCERTAIN])
    unsettled = with_owed(stays).exclude(owed=0)
    named: QuerySet[Any, Any] = unsettled.order_by("currency").values("currency").annotate(**SUMS)
    sums = {row["currency"]: row for row in named}
    rows = list(_listed(unsettled)[:most])
    return Report(
        name="outstanding",
        title=_("Outstanding"),
        about=_("What is open now, on bills of stays with a night on these days."),
        sections=[
            Section(
                currency=currency,
                figures=_figures(row),
                columns=_columns(),
                rows=[_cells(one) for one in rows if one["currency"] == currency],
            )
            for currency, row in sums.items()
        ],
        left_out=0 if most is None or len(rows) < most else unsettled.count() - len(rows),
    )


def with_owed(bills: QuerySet[Bill]) -> QuerySet[Any]:
    """`total`, `paid`, `back` and `owed` as `payments.queries.balance` has them."""
    return bills.annotate(
        total=_sum(BillLine, paid_by="GUEST"),
        paid=_sum(Payment, state=MoneyState.SUCCEEDED),
        back=_sum(Refund, state__in=[state for state in MoneyState if state not in LOST]),
    ).annotate(owed=F("total") - F("paid") + F("back"))


def _sum(model: type[Model], **filters: object) -> Coalesce:
    rows = model._default_manager.filter(bill=OuterRef("pk"), **filters).order_by()
    added = rows.values("bill").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(added, output_field=AMOUNT), Value(Decimal(0)), output_field=AMOUNT)


def _figures(row: Mapping[str, Any]) -> list[Figure]:
    return [
        Figure(
            _("Owed by guests"),
            _("On stays that are or were certain, and what is kept of cancelled ones: bill less paid."),
            amount(row["sum_owed"]),
            is_sum=True,
        ),
        Figure(
            _("Asked for"),
            _("On stays that are held or approved and become certain only when they are paid."),
            amount(row["asked"]),
        ),
        Figure(
            _("Owed to guests"),
            _("Paid above the bill, and not on its way back yet."),
            -amount(row["over"]),
        ),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Arrives")),
        Column(_("House")),
        Column(_("Guest")),
        Column(_("Booking")),
        Column(_("State")),
        Column(_("Bill"), is_money=True),
        Column(_("Paid"), is_money=True),
        Column(_("Gone back"), is_money=True),
        Column(_("Open"), is_money=True),
    ]


def _listed(bills: QuerySet[Any]) -> QuerySet[Any, Any]:
    return bills.order_by("service_start", "pk").values(
        "currency", "service_start", "reference", "total", "paid", "back", "owed",
        house_name=F("house__name"), name=F("payer__name"), mail=F("payer__email"), state=F("booking__state"),
    )  # fmt: skip


def _cells(row: Mapping[str, Any]) -> list[object]:
    return [
        row["service_start"],
        row["house_name"],
        row["name"] or row["mail"],
        row["reference"],
        str(StateLabel(row["state"]).label),
        row["total"],
        row["paid"],
        row["back"],
        row["owed"],
    ]

"""What is owed and paid, of one bill or of many in a fixed number of queries."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from payments.models import Bill, BillLine, LineKind, MoneyState, Payment, Refund
from payments.rules import lines as rule_lines
from payments.rules.balance import LOST, ZERO, Balance, given_back
from payments.rules.lines import Line


def total(bill: Bill) -> Decimal:
    """What the guest pays for `bill`."""
    return balance(bill).total


def paid(bill: Bill) -> Decimal:
    """What came in for `bill`, before refunds."""
    return balance(bill).paid


def owed(bill: Bill) -> Decimal:
    """Guest's lines − succeeded payments + refunds not failed or cancelled; negative where too much came."""
    return balance(bill).owed


def overpaid(bill: Bill) -> Decimal:
    """What came in above the bill and is not yet given back."""
    return balance(bill).overpaid


def waived(bill: Bill) -> Decimal:
    """What the guest was let off and does not owe again; 0 or more."""
    return -rule_lines.total(bill.lines.filter(kind=LineKind.WAIVED))


def balance(bill: Bill) -> Balance:
    """All numbers of one bill."""
    return balances([bill])[bill.pk]


def balances(bills: Iterable[Bill]) -> dict[int, Balance]:
    """Bill id → balance, in three queries however many bills there are."""
    ids = [bill.pk for bill in bills]
    guest, house = Sum("amount", filter=Q(paid_by="GUEST")), Sum("amount", filter=Q(paid_by="HOUSE"))
    lines = BillLine.objects.filter(bill__in=ids).order_by().values("bill").annotate(guest=guest, house=house)
    totals = {row["bill"]: (row["guest"] or ZERO, row["house"] or ZERO) for row in lines}
    incoming = _sums(Payment.objects.filter(bill__in=ids, state=MoneyState.SUCCEEDED))
    outgoing = _sums(Refund.objects.filter(bill__in=ids).exclude(state__in=LOST))
    return {
        pk: Balance(
            total=totals.get(pk, (ZERO, ZERO))[0],
            paid=incoming.get(pk, ZERO),
            refunded=outgoing.get(pk, ZERO),
            house_share=totals.get(pk, (ZERO, ZERO))[1],
        )
        for pk in ids
    }


def as_line(row: BillLine) -> Line:
    """A bill's line as the rules take it."""
    return Line(
        kind=row.kind, label=row.label, amount=row.amount, percent=row.percent, paid_by=row.paid_by,
        nights=row.nights, why=row.why, source=row.source,
    )  # fmt: skip


def _sums(rows: QuerySet[Payment] | QuerySet[Refund]) -> dict[int, Decimal]:
    return dict(rows.order_by().values_list("bill").annotate(amount=Sum("amount")))


def refundable(bill: Bill, *, after_failures: bool = True) -> list[tuple[Payment, Decimal]]:
    """Succeeded payments, newest first, and what may still go back of each; disputed ones are left out.

    Without `after_failures` those are left out too of which a refund has failed.
    """
    payments = bill.payments.filter(state=MoneyState.SUCCEEDED).prefetch_related("refunds", "disputes")
    return [
        (payment, payment.amount - given_back(payment.refunds.all()))
        for payment in payments.order_by("-settled_at", "-pk")
        if all(dispute.is_won for dispute in payment.disputes.all())
        and (after_failures or all(refund.state != MoneyState.FAILED for refund in payment.refunds.all()))
    ]

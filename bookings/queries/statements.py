"""A bill as its payer reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from locations.models import PaidBy
from payments.models import Bill, BillLine, MoneyState, Payment, Refund
from payments.queries import balance
from payments.rules.balance import Balance


@dataclass(frozen=True)
class Statement:
    """`payments` leaves out card payments that were only begun or failed; `balance` adds it all up."""

    currency: str
    lines: Sequence[BillLine]
    payments: Sequence[Payment]
    refunds: Sequence[Refund]
    balance: Balance


def statement(bill: Bill, *, for_house: bool = False) -> Statement:
    """The lines the guest pays (all of them `for_house`), what came in and what went back."""
    lines = bill.lines.all() if for_house else bill.lines.filter(paid_by=PaidBy.GUEST)
    came = bill.payments.filter(state__in=[MoneyState.SUCCEEDED, MoneyState.PENDING])
    return Statement(
        currency=bill.currency,
        lines=list(lines.order_by("order", "pk")),
        payments=list(came.order_by("created_at")),
        refunds=list(bill.refunds.exclude(state=MoneyState.CANCELLED).order_by("created_at")),
        balance=balance(bill),
    )

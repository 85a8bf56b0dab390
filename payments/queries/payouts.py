"""Payouts as operators compare them with the bank."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from payments.models import Payout, PayoutEntry
from payments.rules.balance import ZERO

# Entries of nothing that is known here, and among them Stripe's own fees and corrections.
NOBODYS = Q(payment=None, refund=None, dispute=None)
OF_STRIPE = frozenset({"stripe_fee", "application_fee", "payout_failure", "reserve_transaction"})


@dataclass(frozen=True)
class Compared:
    """A payout with what its entries add up to, and how many of them are of nothing known here."""

    payout: Payout
    entries: int
    total: Decimal
    fees: Decimal
    unknown: int

    @property
    def agrees(self) -> bool:
        return self.total == self.payout.amount and not self.unknown


def compared(payouts: Iterable[Payout]) -> list[Compared]:
    """Each payout beside its entries. One query."""
    listed = list(payouts)
    nobody = NOBODYS & ~Q(kind__in=sorted(OF_STRIPE))
    rows = PayoutEntry.objects.filter(payout__in=[payout.pk for payout in listed]).order_by().values("payout")
    sums = rows.annotate(
        entries=Count("pk"), total=Sum("net"), fees=Sum("fee"), unknown=Count("pk", filter=nobody)
    )
    found: dict[int, dict[str, Any]] = {
        int(row["payout"]): {name: row[name] for name in ("entries", "total", "fees", "unknown")}
        for row in sums
    }
    nothing: dict[str, Any] = {"entries": 0, "total": ZERO, "fees": ZERO, "unknown": 0}
    return [Compared(payout, **found.get(payout.pk, nothing)) for payout in listed]

"""What is owed, what is overpaid, and what may be given back of each payment."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from payments.rules import lines as rule_lines
from payments.rules.lines import Priced

ZERO = Decimal(0)
# Refunds that never reached the guest.
LOST = frozenset({"FAILED", "CANCELLED"})

Key = TypeVar("Key", bound=Hashable)


class Moved(Protocol):
    """What a payment and a refund share."""

    @property
    def amount(self) -> Decimal: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Balance:
    """A bill in four numbers; `refunded` counts every refund that has not failed or been cancelled."""

    total: Decimal
    paid: Decimal
    refunded: Decimal
    house_share: Decimal = ZERO

    @property
    def owed(self) -> Decimal:
        """What the guest still has to pay; negative where too much came."""
        return self.total - self.paid + self.refunded

    @property
    def kept(self) -> Decimal:
        """What came in and has not gone back."""
        return self.paid - self.refunded

    @property
    def overpaid(self) -> Decimal:
        return max(ZERO, -self.owed)


def balance(*, lines: Iterable[Priced], payments: Iterable[Moved], refunds: Iterable[Moved]) -> Balance:
    """The balance of one bill from its lines, payments and refunds."""
    lines = list(lines)
    return Balance(
        total=rule_lines.total(lines),
        paid=succeeded(payments),
        refunded=given_back(refunds),
        house_share=rule_lines.house_share(lines),
    )


def succeeded(payments: Iterable[Moved]) -> Decimal:
    """What came in for good."""
    return sum((payment.amount for payment in payments if payment.state == "SUCCEEDED"), ZERO)


def given_back(refunds: Iterable[Moved]) -> Decimal:
    """What went back or is on its way back."""
    return sum((refund.amount for refund in refunds if refund.state not in LOST), ZERO)


def spread(amount: Decimal, left: Iterable[tuple[Key, Decimal]]) -> list[tuple[Key, Decimal]]:
    """`amount` taken from `left` in its order, as pairs of payment and part, without empty parts.

    `left`: pairs of a payment and what may still go back of it. What they can't cover is left out.
    """
    parts = []
    for key, most in left:
        part = min(amount, most)
        if part > ZERO:
            parts.append((key, part))
            amount -= part
    return parts

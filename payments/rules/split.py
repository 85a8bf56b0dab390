"""What a payment is made of: fees and taxes on top, fees that the house pays, and what is the house's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from payments.rules.money import rounded

ZERO = Decimal(0)
ON_TOP = frozenset({"FEE", "TAX"})
WAIVED = "WAIVED"


class BilledLine(Protocol):
    """What is read of a line of a bill."""

    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def percent(self) -> Decimal | None: ...
    @property
    def paid_by(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...


@dataclass(frozen=True)
class Key:
    """Which fee or tax: lines of one bill that are alike are one."""

    kind: str
    label: str
    percent: Decimal | None
    paid_by: str


Parts = Mapping[Key, Decimal]


@dataclass(frozen=True)
class Split:
    """`amount` and its parts; all negative for money that goes back.

    `has_fees`: the bill asks the guest for fees or taxes, however small their part is.
    """

    amount: Decimal
    parts: Parts
    has_fees: bool

    @property
    def fees(self) -> Decimal:
        """Fees the guest pays on top of the price."""
        return self._sum(paid_by="GUEST", kind="FEE")

    @property
    def taxes(self) -> Decimal:
        """Taxes the guest pays on top of the price."""
        return self._sum(paid_by="GUEST", kind="TAX")

    @property
    def house_fees(self) -> Decimal:
        """What the house pays of its income, of whatever kind."""
        return sum((part for key, part in self.parts.items() if key.paid_by == "HOUSE"), ZERO)

    @property
    def to_house(self) -> Decimal:
        """What is left for the house."""
        return self.amount - self.fees - self.taxes - self.house_fees

    def _sum(self, *, paid_by: str, kind: str) -> Decimal:
        parts = self.parts.items()
        return sum((part for key, part in parts if key.paid_by == paid_by and key.kind == kind), ZERO)


def came(
    amount: Decimal, *, lines: Iterable[BilledLine], before: Decimal, taken: Parts, currency: str
) -> Split:
    """The split of a payment of `amount`, each part rounded once.

    `before`: what had come for the bill and not gone back. `taken`: the parts of that. A payment takes what
    of each fee is due for all the money so far, so that the parts of payments add up to the bill's lines,
    also where it grew in between. What comes above the bill is the house's, until it goes back.
    """
    lines = list(lines)
    gross = sum((line.amount for line in lines if line.paid_by == "GUEST" and line.kind != WAIVED), ZERO)
    share = min(Decimal(1), (before + amount) / gross) if gross > 0 else ZERO
    due = _fees(lines)
    parts = {
        key: rounded(due.get(key, ZERO) * share, currency=currency) - taken.get(key, ZERO)
        for key in [*due, *(key for key in taken if key not in due)]
    }
    has_fees = any(key.paid_by == "GUEST" and fee > 0 for key, fee in due.items())
    return Split(amount=amount, parts=_without_nothing(parts), has_fees=has_fees)


def _fees(lines: Iterable[BilledLine]) -> dict[Key, Decimal]:
    due: dict[Key, Decimal] = {}
    for line in lines:
        if line.kind != WAIVED and (line.kind in ON_TOP or line.paid_by == "HOUSE"):
            key = Key(kind=line.kind, label=line.label, percent=line.percent, paid_by=line.paid_by)
            due[key] = due.get(key, ZERO) + line.amount
    return due


def went(amount: Decimal, *, of: Split, before: Decimal, taken: Parts, currency: str) -> Split:
    """The split of a refund of `amount`: negative, each part in proportion to the payment's.

    `before` and `taken`: what of that payment had gone back, and its parts, both positive. When all of it has
    gone back, nothing of any part is left.
    """
    share = (before + amount) / of.amount
    parts = {
        key: taken.get(key, ZERO) - rounded(part * share, currency=currency) for key, part in of.parts.items()
    }
    return Split(amount=-amount, parts=_without_nothing(parts), has_fees=of.has_fees)


def _without_nothing(parts: Parts) -> Parts:
    return {key: part for key, part in parts.items() if part}

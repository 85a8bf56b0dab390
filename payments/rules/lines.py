"""Lines of a bill: what they are, which fees they bring, what they add up to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from payments.rules.money import rounded

# Fees are taken of the other lines, never of each other nor of what is no longer owed.
NOT_IN_SUBTOTAL = frozenset({"FEE", "TAX", "WAIVED"})


class Priced(Protocol):
    """What a line and its stored row share."""

    @property
    def amount(self) -> Decimal: ...
    @property
    def paid_by(self) -> str: ...


class PercentageFee(Protocol):
    """A fee of a house, `percent` as `Decimal("12.5")`."""

    @property
    def label(self) -> str: ...
    @property
    def percent(self) -> Decimal: ...
    @property
    def paid_by(self) -> str: ...


@dataclass(frozen=True)
class Line:
    """One line, its amount already rounded; a stay line's `nights` maps ISO dates to that night's price.

    `why` explains it to the guest. `source` is what it comes from (`stay`, `extra`, `length`, `fee:7` …),
    empty for what somebody wrote.
    """

    kind: str
    label: str
    amount: Decimal
    percent: Decimal | None = None
    paid_by: str = "GUEST"
    nights: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    source: str = ""


Why = Callable[[PercentageFee, Decimal], str]


def unexplained(fee: PercentageFee, base: Decimal) -> str:
    """No words."""
    return ""


def subtotal(lines: Iterable[Line]) -> Decimal:
    """What percentages are taken of: the guest's lines without fees and taxes, never below zero."""
    amounts = (line.amount for line in lines if line.kind not in NOT_IN_SUBTOTAL and line.paid_by == "GUEST")
    return max(Decimal(0), sum(amounts, Decimal(0)))


def with_fees(
    lines: Iterable[Line], fees: Iterable[PercentageFee], *, currency: str, why: Why = unexplained
) -> list[Line]:
    """`lines` and one line for each fee on their subtotal, rounded once; fees never compound."""
    given = list(lines)
    base = subtotal(given)
    return given + [_fee_line(fee, base=base, currency=currency, why=why) for fee in fees]


def _fee_line(fee: PercentageFee, *, base: Decimal, currency: str, why: Why) -> Line:
    amount = rounded(base * fee.percent / 100, currency=currency)
    return Line(
        kind="FEE",
        label=fee.label,
        amount=amount,
        percent=fee.percent,
        paid_by=fee.paid_by,
        why=why(fee, base),
    )


def total(lines: Iterable[Priced]) -> Decimal:
    """What the guest pays."""
    return sum((line.amount for line in lines if line.paid_by == "GUEST"), Decimal(0))


def house_share(lines: Iterable[Priced]) -> Decimal:
    """What the house pays out of its income."""
    return sum((line.amount for line in lines if line.paid_by == "HOUSE"), Decimal(0))

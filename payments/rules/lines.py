"""Lines of a bill: what they are, which fees they bring, what they add up to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
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


class Fee(Protocol):
    """A fee or tax of a house: `percent` as `Decimal("12.5")`, or an `amount`, as `basis` says."""

    @property
    def pk(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def percent(self) -> Decimal: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def paid_by(self) -> str: ...
    @property
    def is_tax(self) -> bool: ...
    @property
    def taxable(self) -> bool: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def cap_nights(self) -> int | None: ...
    @property
    def free_from_nights(self) -> int | None: ...
    @property
    def free_residents(self) -> bool: ...
    @property
    def free_under(self) -> int | None: ...


@dataclass(frozen=True)
class Facts:
    """What fees ask about a stay; `young` of its `people` are younger than the age that fees name."""

    arrive: date
    nights: int
    people: int = 1
    young: int = 0
    is_resident: bool = False


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


Why = Callable[[Fee, Decimal, Facts], str]


def unexplained(fee: Fee, base: Decimal, facts: Facts) -> str:
    """No words."""
    return ""


def subtotal(lines: Iterable[Line]) -> Decimal:
    """What percentages are taken of: the guest's lines without fees and taxes, never below zero."""
    amounts = (line.amount for line in lines if line.kind not in NOT_IN_SUBTOTAL and line.paid_by == "GUEST")
    return max(Decimal(0), sum(amounts, Decimal(0)))


def with_fees(
    lines: Iterable[Line],
    fees: Iterable[Fee],
    *,
    facts: Facts,
    currency: str,
    why: Why = unexplained,
) -> list[Line]:
    """`lines` and one line for each fee that holds, rounded once; taxes come last.

    A percentage is of the subtotal; fees never compound, but a tax is also of the guest's taxable fees.
    """
    given = list(lines)
    base = subtotal(given)
    holding = [fee for fee in fees if holds(fee, facts)]
    charged = [fee for fee in holding if not fee.is_tax]
    made = [_fee_line(fee, base=base, facts=facts, currency=currency, why=why) for fee in charged]
    taxed = base + sum(
        (
            line.amount
            for fee, line in zip(charged, made, strict=True)
            if fee.taxable and fee.paid_by == "GUEST"
        ),
        Decimal(0),
    )
    taxes = [fee for fee in holding if fee.is_tax]
    return (
        given + made + [_fee_line(fee, base=taxed, facts=facts, currency=currency, why=why) for fee in taxes]
    )


def holds(fee: Fee, facts: Facts) -> bool:
    """Whether the fee is taken of such a stay at all: by its day of arrival, its length and who comes."""
    begun = fee.start is None or fee.start <= facts.arrive
    over = fee.end is not None and fee.end <= facts.arrive
    is_long = fee.free_from_nights is not None and facts.nights >= fee.free_from_nights
    return begun and not over and not is_long and not (fee.free_residents and facts.is_resident)


def nights_charged(fee: Fee, facts: Facts) -> int:
    """Nights that a fee by the night is taken for."""
    return min(facts.nights, fee.cap_nights or facts.nights)


def people_charged(fee: Fee, facts: Facts) -> int:
    """People that a fee by the person is taken for."""
    return facts.people - facts.young if fee.free_under else facts.people


def _fee_line(fee: Fee, *, base: Decimal, facts: Facts, currency: str, why: Why) -> Line:
    is_percent = fee.basis == "PERCENT"
    amount = base * fee.percent / 100 if is_percent else fee.amount * _units(fee, facts)
    return Line(
        kind="TAX" if fee.is_tax else "FEE",
        label=fee.label,
        amount=rounded(amount, currency=currency),
        percent=fee.percent if is_percent else None,
        paid_by=fee.paid_by,
        why=why(fee, base, facts),
        source=f"fee:{fee.pk}",
    )


def _units(fee: Fee, facts: Facts) -> int:
    if fee.basis == "STAY":
        return 1
    people = people_charged(fee, facts) if fee.basis == "PERSON_NIGHT" else 1
    return nights_charged(fee, facts) * people


def total(lines: Iterable[Priced]) -> Decimal:
    """What the guest pays."""
    return sum((line.amount for line in lines if line.paid_by == "GUEST"), Decimal(0))


def house_share(lines: Iterable[Priced]) -> Decimal:
    """What the house pays out of its income."""
    return sum((line.amount for line in lines if line.paid_by == "HOUSE"), Decimal(0))

"""Discounts as rules: they follow the stay when it changes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from payments.rules.lines import Line
from payments.rules.money import rounded

ZERO = Decimal(0)


class Reduction(Protocol):
    """`value` is a percentage, an amount, or a number of nights, as `kind` says."""

    @property
    def source(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def label(self) -> str: ...
    @property
    def reason(self) -> str: ...


def reduced(lines: Sequence[Line], reductions: Iterable[Reduction], *, currency: str) -> list[Line]:
    """A line for each reduction, in their order, of what the stay's `lines` come to; never below zero in all.

    A percentage is of the stay after its discount for length, whatever other reductions take off. Free nights
    are the cheapest ones.
    """
    base = max(ZERO, sum((line.amount for line in lines), ZERO))
    left, made = base, []
    for one in reductions:
        amount = min(left, rounded(_worth(one, lines, base), currency=currency))
        left -= amount
        made.append(_line(one, amount))
    return made


def _worth(one: Reduction, lines: Sequence[Line], base: Decimal) -> Decimal:
    if one.kind == "PERCENT":
        return base * one.value / 100
    if one.kind == "FIXED":
        return one.value
    return sum(sorted(_nights(lines))[: int(one.value)], ZERO)


def _nights(lines: Sequence[Line]) -> list[Decimal]:
    """What each night costs in all, further guests with it."""
    nights: dict[str, Decimal] = {}
    for line in lines:
        for night, price in line.nights.items():
            nights[night] = nights.get(night, ZERO) + Decimal(price)
    return list(nights.values())


def _line(one: Reduction, amount: Decimal) -> Line:
    return Line(
        kind="DISCOUNT",
        label=one.label,
        amount=-amount,
        percent=one.value if one.kind == "PERCENT" else None,
        why=one.reason,
        source=one.source,
    )

"""What a report is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from payments.rules.bars import Bars
from payments.rules.split import ZERO

Cell = object


class Unit(StrEnum):
    """What a number counts: the section's currency, things, hundredths of a whole, or averages."""

    MONEY = "MONEY"
    COUNT = "COUNT"
    PERCENT = "PERCENT"
    AVERAGE = "AVERAGE"


@dataclass(frozen=True)
class Figure:
    """One number and what it means, in words. `is_sum`: others add up to it. None: there is none."""

    label: str
    meaning: str
    amount: Decimal | None
    is_sum: bool = False
    unit: Unit = Unit.MONEY


@dataclass(frozen=True)
class Column:
    """`is_money`: amounts of the section's currency; `is_number`: counts, averages; `is_percent`: rates."""

    label: str
    is_money: bool = False
    is_number: bool = False
    is_percent: bool = False

    @property
    def unit(self) -> Unit:
        if self.is_percent:
            return Unit.PERCENT
        return Unit.AVERAGE if self.is_number else Unit.MONEY


@dataclass(frozen=True)
class Chart:
    """A picture of one column of the table below it."""

    label: str
    bars: Bars
    unit: Unit = Unit.COUNT


@dataclass(frozen=True)
class Section:
    """One currency. `rows` hold a cell for each column: a date, a text, a number or an amount.

    `title`: of a further table in the currency of the section before, or of one without money.
    """

    currency: str
    figures: Sequence[Figure]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=list)
    title: str = ""
    charts: Sequence[Chart] = ()

    @property
    def is_narrow(self) -> bool:
        """Whether the table fits a phone as it is; its first column says what a row is about."""
        return bool(self.rows) and bool(self.title) and len(self.columns) <= 4


@dataclass(frozen=True)
class Report:
    """`name` is that of its files. `left_out`: rows that a page does not show and a file does."""

    name: str
    title: str
    about: str
    sections: Sequence[Section]
    left_out: int = 0


def by_currency(rows: Iterable[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    """Rows with a `currency`, sorted into currencies."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for row in rows:
        found.setdefault(str(row["currency"]), []).append(row)
    return found


def amount(value: object) -> Decimal:
    """What a sum over nothing or something is."""
    return value if isinstance(value, Decimal) else ZERO

"""What a report is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from payments.rules.split import ZERO

Cell = object


@dataclass(frozen=True)
class Figure:
    """One number and what it means, in words. `is_sum`: others add up to it."""

    label: str
    meaning: str
    amount: Decimal
    is_sum: bool = False


@dataclass(frozen=True)
class Column:
    """`is_money`: amounts of the section's currency; `is_number`: counts."""

    label: str
    is_money: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class Section:
    """One currency. `rows` hold a cell for each column: a date, a text, a number or an amount."""

    currency: str
    figures: Sequence[Figure]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=list)


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

"""Receipts, invoices and credit notes: what they are called, what they need, and what they say of lines."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, Protocol, TypedDict

from payments.rules.split import BilledLine

# One letter in every language, so that a number never has to be translated.
LETTERS: Final[Mapping[str, str]] = {"RECEIPT": "R", "INVOICE": "I", "CREDIT": "C"}
ZERO = Decimal(0)


class Legal(Protocol):
    """What a house says about itself on paper."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def tax_number(self) -> str: ...


class Written(TypedDict):
    """A line as a document keeps it: amounts and rates as text."""

    label: str
    percent: str
    amount: str


def number(kind: str, *, year: int, place: int) -> str:
    """`R2026-00012`: the twelfth receipt of a house in 2026."""
    return f"{LETTERS[kind]}{year}-{place:05d}"


def missing(details: Legal | None) -> list[str]:
    """Which of a house's details an invoice still needs, by the names of their fields."""
    needed = ("name", "address", "tax_number")
    return [field for field in needed if details is None or not getattr(details, field).strip()]


def priced(lines: Iterable[BilledLine]) -> tuple[list[Written], list[Written]]:
    """The guest's lines without taxes, and the taxes; what the house pays is nobody else's business."""
    charged = [line for line in lines if line.paid_by == "GUEST"]
    return (
        [written(line.label, line.amount, line.percent) for line in charged if line.kind != "TAX"],
        [written(line.label, line.amount, line.percent) for line in charged if line.kind == "TAX"],
    )


def written(label: str, amount: Decimal, percent: Decimal | None = None) -> Written:
    """A line as a document keeps it: in digits, a percentage without the zeros it is stored with."""
    said = "" if percent is None else f"{percent.normalize():f}"
    return {"label": label, "percent": said, "amount": f"{amount:f}"}


def summed(lines: Iterable[Written]) -> Decimal:
    """What written lines add up to."""
    return sum((Decimal(line["amount"]) for line in lines), ZERO)


def credits_invoice(*, invoiced: Decimal, credited: Decimal, total: Decimal, back: Decimal) -> bool:
    """Whether money going back makes the invoice smaller: it still asks for more than the bill does.

    Where it does not, the guest had paid too much, and the receipt is what was wrong.
    """
    return invoiced - credited - total >= back

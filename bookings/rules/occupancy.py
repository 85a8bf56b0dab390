"""How full a house is and what its nights bring: sums that add up, and the rates made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from payments.rules.period import Period

ZERO = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """What can be added up over rooms and months.

    Nights of beds: `offered` by capacity, of these `blocked` and `elsewhere` (taken by another calendar),
    `sold`, of these `given` away; a private room is one bed. `people`: person-nights. Money, from bills:
    `stay`, `other`, `kept` of cancelled stays, `house_fees`; `on_top`: guests' fees and taxes; `worth`: what
    the nights given away cost by the room's price.
    """

    offered: int = 0
    blocked: int = 0
    elsewhere: int = 0
    sold: int = 0
    given: int = 0
    people: int = 0
    stay: Decimal = ZERO
    other: Decimal = ZERO
    kept: Decimal = ZERO
    house_fees: Decimal = ZERO
    on_top: Decimal = ZERO
    worth: Decimal = ZERO

    @property
    def is_nothing(self) -> bool:
        return self == Totals()

    @property
    def reservable(self) -> int:
        """Bed-nights that could be sold here."""
        return self.offered - self.blocked - self.elsewhere

    @property
    def income(self) -> Decimal:
        """All that is the house's own."""
        return self.stay + self.other + self.kept - self.house_fees

    @property
    def rate(self) -> Decimal | None:
        """Of a hundred reservable bed-nights, how many are sold; None where there are none."""
        return percent(self.sold, self.reservable)

    @property
    def adr(self) -> Decimal | None:
        """Average daily rate: stay income per bed-night sold."""
        return self.stay / self.sold if self.sold else None

    @property
    def revpar(self) -> Decimal | None:
        """Revenue per available room: stay income per reservable bed-night."""
        return self.stay / self.reservable if self.reservable > 0 else None


def added(totals: Iterable[Totals]) -> Totals:
    """Each of their sums by itself."""
    parts = list(totals)
    return Totals(
        offered=sum(one.offered for one in parts),
        blocked=sum(one.blocked for one in parts),
        elsewhere=sum(one.elsewhere for one in parts),
        sold=sum(one.sold for one in parts),
        given=sum(one.given for one in parts),
        people=sum(one.people for one in parts),
        stay=sum((one.stay for one in parts), ZERO),
        other=sum((one.other for one in parts), ZERO),
        kept=sum((one.kept for one in parts), ZERO),
        house_fees=sum((one.house_fees for one in parts), ZERO),
        on_top=sum((one.on_top for one in parts), ZERO),
        worth=sum((one.worth for one in parts), ZERO),
    )


def offered(changes: Iterable[tuple[date, int]], steps: Sequence[Period]) -> list[int]:
    """Bed-nights that a room offers in each of `steps`, by its `(start_date, beds)` in any order."""
    ordered = sorted(changes)
    ends = [start for start, _beds in ordered[1:]] + [date.max]
    pieces = [(start, end, beds) for (start, beds), end in zip(ordered, ends, strict=False) if beds]
    return [
        sum(
            beds * max(0, (min(end, step.after) - max(start, step.start)).days) for start, end, beds in pieces
        )
        for step in steps
    ]


def percent(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent, with one place; None of nothing."""
    return tenths(Decimal(part) * 100 / whole) if whole > 0 else None


def average(total: int, of: int) -> Decimal | None:
    """With one place; None of nothing."""
    return tenths(Decimal(total) / of) if of > 0 else None


def tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)

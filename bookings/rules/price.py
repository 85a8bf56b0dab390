"""What a stay costs: nights times rate times beds, and the house's fees on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bookings.rules.stay import Stay
from payments.rules.lines import Line, PercentageFee, total, with_fees
from payments.rules.money import rounded


@dataclass(frozen=True)
class Quote:
    """The lines of a stay and what the guest pays in all, fees included."""

    lines: Sequence[Line]
    total: Decimal
    currency: str


def quote(
    stay: Stay, *, label: str, rate: Decimal, beds: int, currency: str, fees: Sequence[PercentageFee]
) -> Quote:
    """The price of `stay` at `rate` a night and bed. The stay line keeps each night's price."""
    nights = {night.isoformat(): str(rounded(rate * beds, currency=currency)) for night in stay}
    amount = sum((Decimal(price) for price in nights.values()), Decimal(0))
    lines = with_fees([Line(kind="STAY", label=label, amount=amount, nights=nights)], fees, currency=currency)
    return Quote(lines=lines, total=total(lines), currency=currency)

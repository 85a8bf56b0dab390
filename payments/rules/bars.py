"""Where the bars of a chart stand: shares of its width and height, so that it fits every screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

# To the left of the bars, the numbers of the scale; above them, some air.
LEFT, TOP, BOTTOM = Decimal(11), Decimal(6), Decimal(88)
GAP = Decimal("0.24")
# Twelve months have room for their names on a phone; of more, every so many.
NAMED, NAMED_OF_MANY = 12, 6


@dataclass(frozen=True)
class Bar:
    """All in percent, as SVG writes it; `name` below it, empty where there is no room."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    name: str


@dataclass(frozen=True)
class Tick:
    """A line across, and what it stands for."""

    y: str
    value: Decimal


@dataclass(frozen=True)
class Bars:
    bars: Sequence[Bar]
    ticks: Sequence[Tick]


def bars(values: Sequence[tuple[str, Decimal]], *, most: Decimal | None = None) -> Bars:
    """A bar for each `(name, value)`; what is below zero has none.

    `most`: the top of the scale, where it is known; a round number above every value if None.
    """
    top = most or round_above(max((value for _name, value in values), default=Decimal(0)))
    step = (100 - LEFT) / max(1, len(values))
    every = 1 if len(values) <= NAMED else -(-len(values) // NAMED_OF_MANY)
    placed = [
        _bar(value / top, LEFT + step * n, step, name if n % every == 0 else "")
        for n, (name, value) in enumerate(values)
    ]
    ticks = [Tick(_percent(_y(Decimal(n) / 2)), top * n / 2) for n in range(3)]
    return Bars(placed, ticks)


def round_above(value: Decimal) -> Decimal:
    """1, 2 or 5 and noughts: the first that is not below `value`; 1 for nothing."""
    if value <= 0:
        return Decimal(1)
    unit = Decimal(1).scaleb(value.adjusted())
    whole = (value / unit).to_integral_value(ROUND_CEILING)
    return next(Decimal(nice) for nice in (1, 2, 5, 10) if whole <= nice) * unit


def _bar(share: Decimal, x: Decimal, step: Decimal, name: str) -> Bar:
    share = min(Decimal(1), max(Decimal(0), share))
    return Bar(
        x=_percent(x + step * GAP / 2),
        y=_percent(_y(share)),
        width=_percent(step * (1 - GAP)),
        height=_percent(_y(Decimal(0)) - _y(share)),
        middle=_percent(x + step / 2),
        name=name,
    )


def _y(share: Decimal) -> Decimal:
    return BOTTOM - (BOTTOM - TOP) * share


def _percent(value: Decimal) -> str:
    return f"{value:.2f}%"

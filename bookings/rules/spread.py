"""How a number is spread over many stays: its average, its middle, and how many stays in each range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bookings.rules.occupancy import average, tenths

# Value → how many stays have it.
Counts = Mapping[int, int]


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, both included; open above if `most` is None, below if `least` is None."""

    least: int | None
    most: int | None

    def holds(self, value: int) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


NIGHTS = (Range(1, 1), Range(2, 2), Range(3, 3), Range(4, 6), Range(7, 13), Range(14, 27), Range(28, None))
DAYS_AHEAD = (
    Range(None, 0), Range(1, 2), Range(3, 6), Range(7, 13), Range(14, 29), Range(30, 89), Range(90, None),
)  # fmt: skip


def mean(counts: Counts) -> Decimal | None:
    """With one place; None of no stays."""
    return average(sum(value * times for value, times in counts.items()), sum(counts.values()))


def median(counts: Counts) -> Decimal | None:
    """As many stays are above as below it; half-way where two are in the middle. None of no stays."""
    total = sum(counts.values())
    if not total:
        return None
    return tenths(Decimal(_at(counts, (total - 1) // 2) + _at(counts, total // 2)) / 2)


def _at(counts: Counts, index: int) -> int:
    """The value at `index` if all were put in order."""
    for value in sorted(counts):
        index -= counts[value]
        if index < 0:
            return value
    raise IndexError(index)


def in_ranges(counts: Counts, ranges: Sequence[Range]) -> list[int]:
    """How many are in each of `ranges`."""
    return [sum(times for value, times in counts.items() if one.holds(value)) for one in ranges]

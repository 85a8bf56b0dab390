"""A stay: half-open nights in the house's own dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stay:
    """Nights `arrive … depart - 1`; the day of departure is free for the next guest."""

    arrive: date
    depart: date

    def __post_init__(self) -> None:
        if self.depart <= self.arrive:
            raise ValueError("a stay has at least one night")

    @property
    def nights(self) -> int:
        return (self.depart - self.arrive).days

    @property
    def second_night(self) -> date:
        """The night after the first; the day of departure if there is only one."""
        return self.arrive + timedelta(days=1)

    def __iter__(self) -> Iterator[date]:
        return (self.arrive + timedelta(days=n) for n in range(self.nights))

    def overlaps(self, other: "Stay") -> bool:
        """Whether the two share a night; back-to-back stays do not."""
        return self.arrive < other.depart and other.arrive < self.depart

"""Which beds of a room are taken on which nights, kept while stays are made up."""

from collections.abc import Sequence

from config.seed.plans import FIRST_DAY, LAST_DAY

HORIZON = LAST_DAY + 30


class Beds:
    """One whole number for each bed, with a bit for each night from `FIRST_DAY` on that it can't be sold.

    `changes`: `(day, beds)` in order, as in `RoomPlan.beds`.
    """

    def __init__(self, changes: Sequence[tuple[int, int]]) -> None:
        most = max(beds for _day, beds in changes)
        everything = (1 << (HORIZON - FIRST_DAY)) - 1
        self._taken = [everything] * most
        for (day, beds), end in zip(changes, [*(day for day, _beds in changes[1:]), HORIZON], strict=True):
            nights = self._mask(day, end - day)
            self._taken = [
                taken & ~nights if number < beds else taken | nights
                for number, taken in enumerate(self._taken)
            ]
        self._closed = list(self._taken)

    def free(self, day: int, nights: int) -> list[int]:
        """Numbers, from 1, of the beds free on each of the nights."""
        mask = self._mask(day, nights)
        return [number for number, taken in enumerate(self._taken, 1) if not taken & mask]

    def offers(self, day: int, nights: int, beds: int) -> bool:
        """Whether the room had that many beds at all on those nights, sold or not."""
        mask = self._mask(day, nights)
        return sum(not closed & mask for closed in self._closed) >= beds

    def take(self, day: int, nights: int, beds: int) -> list[int]:
        """The numbers of `beds` beds that are now taken for the nights; ValueError if they aren't free."""
        numbers = self.free(day, nights)[:beds]
        if len(numbers) < beds:
            raise ValueError(f"{beds} beds are not free for {nights} nights from day {day}")
        for number in numbers:
            self._taken[number - 1] |= self._mask(day, nights)
        return numbers

    @property
    def size(self) -> int:
        return len(self._taken)

    @staticmethod
    def _mask(day: int, nights: int) -> int:
        return ((1 << nights) - 1) << (day - FIRST_DAY)

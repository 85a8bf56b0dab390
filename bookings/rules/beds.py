"""Which bed each person of a stay gets."""

from collections.abc import Mapping, Sequence
from datetime import date


def assign(free: Mapping[date, Sequence[int]], beds: int) -> dict[date, list[int]] | None:
    """Bed numbers per night for `beds` people, or None if some night has too few.

    `free`: the free bed numbers of each night, nights in order. Everyone keeps one bed for the whole stay
    where one is free; otherwise they change beds as seldom as possible, but a stay that fits by count is
    never refused.
    """
    if any(len(numbers) < beds for numbers in free.values()):
        return None
    nights = list(free)
    left = {night: set(free[night]) for night in nights}
    chosen: dict[date, list[int]] = {night: [] for night in nights}
    for _ in range(beds):
        start = 0
        while start < len(nights):
            bed, end = _longest(left, nights, start)
            for night in nights[start:end]:
                left[night].discard(bed)
                chosen[night].append(bed)
            start = end
    return chosen


def _longest(left: Mapping[date, set[int]], nights: Sequence[date], start: int) -> tuple[int, int]:
    """The bed free for the longest run of nights from `start`, lowest first, and its end (exclusive)."""

    def end_of(bed: int) -> int:
        end = start
        while end < len(nights) and bed in left[nights[end]]:
            end += 1
        return end

    best = max(left[nights[start]], key=lambda bed: (end_of(bed), -bed))
    return best, end_of(best)

"""The nearest dates on which a room takes a stay of the same length."""

from collections.abc import Callable, Sequence
from datetime import date

from bookings.rules.fit import Night
from bookings.rules.stay import Stay


def anything(stay: Stay) -> bool:
    """No further rule."""
    return True


def nearest(
    nights: Sequence[Night],
    stay: Stay,
    *,
    beds: int,
    earliest: date,
    allows: Callable[[Stay], bool] = anything,
) -> Stay | None:
    """The stay as long as `stay` whose arrival is nearest to its own, `earliest` or later; None if none fits.

    `nights`: consecutive nights around the stay; `allows` says whether the house's rules take a stay. The
    later of two equally near ones loses.
    """
    fits = [
        Stay(nights[start].night, nights[start].night + (stay.depart - stay.arrive))
        for start in range(len(nights) - stay.nights + 1)
        if nights[start].night >= earliest
        and all(night.free >= beds for night in nights[start : start + stay.nights])
    ]
    fits.sort(key=lambda other: (abs(other.arrive - stay.arrive), other.arrive))
    return next(filter(allows, fits), None)

"""Who may do what in a house: the one table of duties and what they allow."""

from collections.abc import Mapping
from typing import Final

ABILITIES: Final = frozenset({"bookings", "capacity", "money", "pages", "people", "reports", "settings"})

MAY: Final[Mapping[str, frozenset[str]]] = {
    "STEWARD": ABILITIES,
    # Reads figures and papers, and takes them away; changes nothing.
    "BOOKKEEPER": frozenset({"reports"}),
}


def duties_that(may: str | None) -> frozenset[str]:
    """The duties that allow `may`, every duty for None; ValueError for something nobody has heard of."""
    if may is None:
        return frozenset(MAY)
    if may not in ABILITIES:
        raise ValueError(f"{may!r} is none of {', '.join(sorted(ABILITIES))}")
    return frozenset(duty for duty, abilities in MAY.items() if may in abilities)

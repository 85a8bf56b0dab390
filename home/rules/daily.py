"""What the daily run is made of."""

from collections.abc import Callable
from typing import NamedTuple


class Item(NamedTuple):
    """One thing that is due, by itself: what failed is told by `label`; `work` says how much was done.

    It acts on a stored fact, so that doing it twice, or in two processes at once, does nothing more.
    """

    label: str
    work: Callable[[], int]

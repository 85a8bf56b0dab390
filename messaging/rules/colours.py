"""The accents of the palettes for mails, where style sheets and `light-dark()` are not understood."""

from typing import NamedTuple


class Colours(NamedTuple):
    accent: str
    on_accent: str
    wash: str


NETWORK = Colours("#0f5c5c", "#fffdfa", "#eaf0ec")

# The light half of each palette in site/static/css/palettes.css; a test compares them.
PALETTES = {
    "fog": Colours("#3a5869", "#fffdfa", "#e9eef0"),
    "redwood": Colours("#873a25", "#fffdfa", "#f5eae2"),
    "plum": Colours("#6d2c56", "#fffdfa", "#f4eaef"),
    "brass": Colours("#735410", "#fffdfa", "#f5eedd"),
    "canal": Colours("#1d5a49", "#fffdfa", "#e8f0ea"),
    "brick": Colours("#93402b", "#fffdfa", "#f6e9e3"),
    "moss": Colours("#495b22", "#fffdfa", "#eef0e2"),
    "clay": Colours("#9a4426", "#fffdfa", "#f6eae0"),
    "harbour": Colours("#1c4d7a", "#fffdfa", "#e8eef4"),
    "heather": Colours("#64468a", "#fffdfa", "#f0ebf4"),
    "saffron": Colours("#854c00", "#fffdfa", "#f8eddb"),
    "slate": Colours("#414d5a", "#fffdfa", "#ecedef"),
}


def colours_of(palette: str | None) -> Colours:
    """The colours of a house's palette; the network's without one."""
    return PALETTES.get(palette or "", NETWORK)

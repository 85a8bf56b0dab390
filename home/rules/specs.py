"""Every size and format that pictures are shown in, by name, in one place.

A template asks for a name of `PALETTE`; the worker makes all of `IN_USE` beforehand. A spec is Wagtail's:
operations joined by `|`. Where it crops (`fill`), it keeps the picture's focal point inside.
"""

from collections.abc import Mapping
from hashlib import sha1
from typing import Final

# The best first: a browser takes the first it knows, and every browser knows the last.
FORMATS: Final = ("avif", "webp", "jpeg")
WIDTHS: Final = (400, 800, 1600)


def in_formats(*shapes: str) -> tuple[str, ...]:
    """Each of the shapes in each format."""
    return tuple(f"format-{kind}|{shape}" for kind in FORMATS for shape in shapes)


PALETTE: Final[Mapping[str, tuple[str, ...]]] = {
    # Whole pictures; where a page shows less of one, the style sheet crops it around its focal point.
    "wide": in_formats(*(f"width-{width}" for width in WIDTHS)),
    "small": in_formats(*(f"width-{width}" for width in WIDTHS[:-1])),
    # Wagtail's own lists and choosers.
    "thumbnail": ("max-165x165",),
    # Crops of a fixed size, as the network's earlier site had them.
    "room": in_formats("fill-500x325"),
    "banner": in_formats("fill-800x225"),
    "tile": in_formats("fill-336x344"),
}

# What pages show today. A name used in a template belongs here, or nobody makes it.
NAMES_IN_USE: Final = ("wide", "small", "thumbnail")
IN_USE: Final = tuple(dict.fromkeys(spec for name in NAMES_IN_USE for spec in PALETTE[name]))

# Changes whenever a spec does, so that what is made of every picture is looked at again.
EDITION: Final = sha1("\n".join(IN_USE).encode(), usedforsecurity=False).hexdigest()[:8]


def focus_classes(x: int | None, y: int | None, *, width: int, height: int) -> str:
    """The classes that keep the point `x`, `y` of a picture in view where a page crops it; none for no point.

    Tenths of the picture: `focus-x3 focus-y7` is three tenths from the left and seven from the top.
    """
    if x is None or y is None or not width or not height:
        return ""
    return f"focus-x{_tenths(x, width)} focus-y{_tenths(y, height)}"


def _tenths(place: int, size: int) -> int:
    return min(10, max(0, round(10 * place / size)))

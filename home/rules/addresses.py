"""Which first parts of an address belong to the program and are no page's."""

from collections.abc import Collection
from typing import Final

OURS: Final = frozenset(
    "accounts admin api calendars documents healthz locations mail media payments static stay".split()  # noqa: SIM905
)

# The network's pages that every page and every request links to, where they are.
SMALL_PRINT: Final = ("terms", "privacy")


def is_reserved(slug: str, *, languages: Collection[str]) -> bool:
    """Whether a page directly below the home page may not be called `slug`; `languages`: the site's codes."""
    return slug.lower() in OURS or slug.lower() in {code.lower() for code in languages}

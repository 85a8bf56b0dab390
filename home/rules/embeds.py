"""Whose films a page may play, and where their players are: the one list of other hosts a page may frame."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, urlsplit

# What the content security policy lets pages frame.
PLAYERS: Final = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
KNOWN: Final = "YouTube, Vimeo"


@dataclass(frozen=True)
class Player:
    """A film: whose it is, the page it has there, and the address of its player."""

    host: str
    page: str
    src: str


def player(address: str) -> Player | None:
    """The player of the film at `address`; None for whatever is not a film of a host we know."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    read = HOSTS.get((parts.hostname or "").removeprefix("www.").removeprefix("m."))
    return read(parts) if read and parts.scheme == "https" else None


def _youtube(parts: SplitResult) -> Player | None:
    path = re.fullmatch(r"/(?:(?:embed|shorts|live)/)?([\w-]{11})/?", parts.path, re.ASCII)
    asked = parse_qs(parts.query).get("v", [""])[0] if parts.path == "/watch" else ""
    film = path[1] if path else asked
    if not re.fullmatch(r"[\w-]{11}", film, re.ASCII):
        return None
    page = f"https://www.youtube.com/watch?v={film}"
    return Player("YouTube", page, f"{PLAYERS[0]}/embed/{film}?autoplay=1&rel=0")


def _vimeo(parts: SplitResult) -> Player | None:
    path = re.fullmatch(r"/(?:video/)?(\d{1,12})/?", parts.path, re.ASCII)
    if not path:
        return None
    return Player("Vimeo", f"https://vimeo.com/{path[1]}", f"{PLAYERS[1]}/video/{path[1]}?autoplay=1&dnt=1")


HOSTS: Final[Mapping[str, Callable[[SplitResult], Player | None]]] = {
    "youtube.com": _youtube,
    "youtu.be": _youtube,
    "youtube-nocookie.com": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
}

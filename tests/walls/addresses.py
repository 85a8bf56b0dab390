"""Every address of the site, as the URL conf has it and as addresses.txt says who is shown what there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("addresses.txt")


@dataclass(frozen=True)
class Case:
    """One line of the table. `url`: a name in braces stands for an id.

    `get`, `post`: what somebody allowed gets; `post` is 0 where nothing is posted for them.
    """

    kind: str
    route: str
    url: str
    get: int = 200
    post: int = 0
    reason: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the view is our own, which says 404 and nothing else to whoever may not see it."""
        return self.kind in {"ours", "guest"}

    def at(self, ids: Mapping[str, object]) -> str:
        return self.url.format_map(ids)

    def mixed(self, own: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
        """The address with each of its ids in turn, and then all of them, from `other`."""
        names = [name for name in other if f"{{{name}}}" in self.url and own[name] != other[name]]
        urls = [self.at({**own, name: other[name]}) for name in names]
        return list(dict.fromkeys([*urls, self.at(other)]))


def cases() -> list[Case]:
    lines = [line.strip() for line in TABLE.read_text().splitlines()]
    return [_case(*line.split(" | ")) for line in lines if line and not line.startswith("#")]


def _case(kind: str, route: str, url: str, answer: str) -> Case:
    if kind in {"public", "none"}:
        return Case(kind, route, url, reason=answer)
    get, _, post = answer.partition("/")
    return Case(kind, route, url, get=int(get), post=int(post or 0))


def routes() -> list[str]:
    """Every address of the URL conf, the admin's and those of every hook included."""
    return list(dict.fromkeys(_routes(get_resolver().url_patterns, "")))


def _routes(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, here)
        else:
            yield here

"""Placeholders in a house's own words: `{guest}` and nothing cleverer; nothing is ever evaluated."""

import re
from collections.abc import Collection, Mapping

_NAMED = re.compile(r"\{([a-z][a-z_]*)\}")
# A brace with what it seems to enclose, or alone.
_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")
# Shorter values than this are found in too many places.
_TELLING = 3


def used(words: str) -> list[str]:
    """The names of the placeholders in `words`, each once, in their order."""
    return list(dict.fromkeys(_NAMED.findall(words)))


def strangers(words: str, *, known: Collection[str]) -> list[str]:
    """Whatever stands in braces and is none of `known`, as it was typed; a lone brace too."""
    found = dict.fromkeys(_BRACES.findall(words))
    return [one for one in found if not ((match := _NAMED.fullmatch(one)) and match[1] in known)]


def filled(words: str, values: Mapping[str, str]) -> str:
    """`words` with each placeholder of `values` replaced, in one pass: what a value says stays as it is."""
    return _NAMED.sub(lambda match: values.get(match[1], match[0]), words)


def suggested(words: str, values: Mapping[str, str]) -> str:
    """`words` with what stands in `values` replaced by its placeholder, the longest first.

    Where two have the same value, the first one given is taken.
    """
    names: dict[str, str] = {}
    for name, value in values.items():
        if len(value) >= _TELLING:
            names.setdefault(value, name)
    if not names:
        return words
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return pattern.sub(lambda match: f"{{{names[match[0]]}}}", words)

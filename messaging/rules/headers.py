"""The headers of a mail: found by name, decoded, and whom they name."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses

# [name, value], in the order of the mail.
Headers = Sequence[Sequence[str]]

_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_IDS = re.compile(r"<[^<>\s]{1,490}>")
LONGEST_ADDRESS = 254


def all_of(headers: Headers, name: str) -> list[str]:
    """The values of every header of that name, in whichever case, first to last."""
    return [value for key, value in headers if key.lower() == name.lower()]


def first(headers: Headers, name: str) -> str:
    """The value of the first header of that name, or nothing."""
    return next(iter(all_of(headers, name)), "")


def decoded(value: str) -> str:
    """`value` with encoded words (RFC 2047) read, on one line; as it came where they can't be read."""
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        value = str(make_header(decode_header(value)))
    return " ".join(clean(value).split())


def clean(text: str) -> str:
    """`text` without what a database can't keep: zero bytes, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def people(value: str) -> list[tuple[str, str]]:
    """Each name and address, the latter in lower case, that a From or To line names; what is none is left."""
    found = [(decoded(name), address.strip().lower()) for name, address in getaddresses([value])]
    return [(name, address) for name, address in found if is_address(address)]


def is_address(text: str) -> bool:
    """Whether `text` has the form of one mail address."""
    return len(text) <= LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(text))


def ids(*values: str) -> list[str]:
    """Each Message-ID in `values` once, with its < and >."""
    return list(dict.fromkeys(_IDS.findall(" ".join(values))))


def domain_of(address: str) -> str:
    """What stands after the last @, in lower case."""
    return address.rpartition("@")[2].lower()


def is_within(domain: str, parents: Iterable[str]) -> bool:
    """Whether `domain` is one of `parents` or below one."""
    return any(domain == parent or domain.endswith(f".{parent}") for parent in parents)

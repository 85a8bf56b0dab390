"""Our own addresses: a list of a house, or one booking's."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final

STAY: Final = "stay"
CURRENT: Final = "current"
RESIDENTS: Final = "residents"
ANNOUNCE: Final = "announce"
BOOKING: Final = "booking"
LISTS: Final = (STAY, CURRENT, RESIDENTS, ANNOUNCE)


@dataclass(frozen=True)
class Address:
    """`list_name` (of LISTS, or BOOKING with a `token`) at the house of that `slug`, which it may have had
    before."""

    list_name: str
    slug: str
    token: str = ""


def parsed(recipient: str, *, domain: str) -> Address | None:
    """What `recipient` is below `domain`, or None: exactly "stay@embassy-sf.<domain>" or
    "booking+TOKEN@…", in any case but the token's."""
    local, _, host = parseaddr(recipient)[1].strip().rpartition("@")
    slug, _, rest = host.lower().partition(".")
    if not slug or rest != domain.lower():
        return None
    if local.lower() in LISTS:
        return Address(local.lower(), slug)
    name, plus, token = local.partition("+")
    if name.lower() == BOOKING and plus and token:
        return Address(BOOKING, slug, token)
    return None


def list_address(list_name: str, *, slug: str, domain: str) -> str:
    return f"{list_name}@{slug}.{domain}"

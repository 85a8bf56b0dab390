"""The link by which somebody leaves a kind of mail, without signing in: the address is in it, and signed."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from locations.models import House
from messaging.models import Scope

SALT = "messaging.leaving"


@dataclass(frozen=True)
class Leaving:
    """`address` wants no more mail of `scope` from `house`, or from any house where that is None."""

    address: str
    scope: Scope
    house: House | None


def leaving_url(address: str, *, scope: Scope, house: House | None) -> str:
    """The address of the page that asks, and of one click (RFC 8058); it never runs out."""
    said = [address.strip().lower(), scope, house.pk if house else None]
    return f"{settings.SITE_URL}/mail/unsubscribe/{signing.dumps(said, salt=SALT, compress=True)}/"


def leaving_of(signed: str) -> Leaving | None:
    """What the last part of such a link says; None if it is none of ours or its house is gone."""
    try:
        address, scope, pk = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return None
    house = House.objects.filter(pk=pk).first() if pk else None
    return None if pk and house is None else Leaving(address, Scope(scope), house)

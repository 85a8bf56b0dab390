"""Which addresses are sent no more, of which mail."""

from collections.abc import Iterable

from django.db.models import Q

from locations.models import House
from messaging.models import Reason, Scope, Suppression


def suppressed(addresses: Iterable[str], *, scope: Scope = Scope.ALL, house: House | None = None) -> set[str]:
    """Those of `addresses`, in lower case, that get no mail of `scope` from `house`. One query.

    Of scope ALL: those that left everything. Of OWN: those from which mail came back.
    """
    wanted = {address.strip().lower() for address in addresses}
    stopped = Suppression.objects.filter(_stops(scope, house), address__in=wanted)
    return set(stopped.values_list("address", flat=True))


def _stops(scope: Scope, house: House | None) -> Q:
    if scope == Scope.OWN:
        return Q(scope=Scope.ALL, reason=Reason.BOUNCE)
    if scope == Scope.ALL:
        return Q(scope=Scope.ALL)
    return Q(scope=Scope.ALL) | Q(Q(house=None) | Q(house=house), scope=scope)

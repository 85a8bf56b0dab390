"""An address is sent no more, or is sent again."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from locations.models import House
from members.models import User
from messaging.models import Reason, Scope, Suppression


@transaction.atomic
def suppress(
    address: str,
    *,
    reason: Reason,
    source: str,
    now: datetime,
    scope: Scope = Scope.ALL,
    house: House | None = None,
    by: User | None = None,
) -> Suppression:
    """Send `address` no mail of `scope` from `house` (None: from any); what stands already stays.

    `source` says how we know: the provider's event, the page it was chosen on. `by` is who said so, if known.
    """
    what = {"address": address.strip().lower(), "scope": scope, "house": house, "reason": reason}
    row, is_new = Suppression.objects.get_or_create(**what, defaults={"at": now, "source": source[:300]})
    if is_new:
        log(row, "messaging.suppress", user=by, timestamp=now)
    return row


@transaction.atomic
def release(suppression: Suppression, *, by: User | None, now: datetime) -> bool:
    """Send the address again what this one row held back; whether it was still there."""
    gone, _rows = Suppression.objects.filter(pk=suppression.pk).delete()
    if gone:
        log(suppression, "messaging.release", user=by, timestamp=now, deleted=True)
    return bool(gone)

"""Writing down how one gets into a house: sealed at rest, in no log and in no revision."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log

from home.rules.seal import InvalidToken, seal, unseal
from locations.models import House
from locations.queries import Unreadable, purpose_of, secrets_of
from locations.rules.secrets import Secrets, packed
from members.models import User

logger = logging.getLogger(__name__)

# A program of before may go on for some minutes, and seal under the key of before.
SWEEP = 3600


@sensitive_variables("secrets")
@transaction.atomic
def keep_secrets(house: House, secrets: Secrets, *, by: User, now: datetime) -> None:
    """What the house tells its guests shortly before they come, in place of what it told before."""
    house = House.objects.select_for_update().get(pk=house.pk)
    try:
        if secrets_of(house) == secrets:
            return
    except Unreadable:
        logger.warning("The secrets of %s could not be read, and are replaced.", house.slug)
    _seal(house, secrets)
    log(house, "locations.secrets", user=by, timestamp=now)


def reseal_due(now: datetime) -> int:
    """Seal again what an older key sealed, so that the older key can be forgotten; how many houses.

    Nothing is opened while there is no older key, and once an hour while there is one.
    """
    swept = f"locations.sealed.{salted_hmac('locations.sealed', '').hexdigest()}"
    if not settings.SECRET_KEY_FALLBACKS or not cache.add(swept, now.isoformat(), SWEEP):
        return 0
    return sum(_reseal(pk) for pk in House.objects.exclude(secrets="").values_list("pk", flat=True))


@transaction.atomic
def _reseal(pk: int) -> int:
    house = House.objects.select_for_update().get(pk=pk)
    try:
        unseal(house.secrets, keys=[settings.SECRET_KEY], purpose=purpose_of(house))
    except InvalidToken:
        try:
            _seal(house, secrets_of(house))
        except Unreadable:
            # Its stewards are told on their screen, and write them anew.
            return 0
        return 1
    return 0


def _seal(house: House, secrets: Secrets) -> None:
    house.secrets = (
        seal(packed(secrets), keys=[settings.SECRET_KEY], purpose=purpose_of(house)) if secrets else ""
    )
    house.save(update_fields=["secrets"])

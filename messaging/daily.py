"""What the daily run does about mail."""

from datetime import datetime
from functools import partial

from django.conf import settings

from home.rules.daily import Item, months_before
from messaging.actions.person import forget_mail


def old_mail(now: datetime) -> list[Item]:
    """Mail from longer ago than the network keeps it."""
    before = months_before(now, settings.KEEP["mail"])
    return [Item("Old mail", partial(forget_mail, before))]

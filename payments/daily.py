"""What money needs each day."""

from datetime import datetime, timedelta
from functools import partial

from home.rules.daily import Item
from payments.actions.reconcile import reconcile
from payments.gateway import GatewayError

# A week back: longer than Stripe goes on sending an event that nobody takes.
BACK = timedelta(days=7)


class NoAnswer(Exception):
    """Stripe is away; the next run asks again."""


def reconciled(now: datetime) -> list[Item]:
    """Our payments beside Stripe's."""
    return [Item("Payments beside Stripe's", partial(_reconcile, now))]


def _reconcile(now: datetime) -> int:
    try:
        return sum(1 for _sentence in reconcile(since=now - BACK, now=now))
    except GatewayError as error:
        raise NoAnswer(error.message) from error

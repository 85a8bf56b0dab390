"""What money needs each day: both sides compared from where the last comparison ended."""

import logging
from datetime import datetime, timedelta
from functools import partial

from home.rules.daily import Item
from payments import webhooks
from payments.actions import fees, payouts
from payments.actions.reconcile import Finding, reconcile
from payments.gateway import GatewayError
from payments.models import Cursor
from payments.queries.payouts import compared
from payments.rules.money import shown

logger = logging.getLogger(__name__)

CURSOR = "stripe"
# The first time; Stripe shows events for no longer.
FIRST = timedelta(days=30)
# A session is open for a day at most, and clocks differ: what began before the last comparison is seen again.
OVERLAP = timedelta(hours=26)
# A payout's entries are settled for some days.
PAYOUTS_BACK = timedelta(days=7)


class NoAnswer(Exception):
    """Stripe is away; the next run asks again."""


class Unrepaired(Exception):
    """Both sides differ in what no program may put right: a person has to look."""


def begin(now: datetime) -> datetime:
    """From when the next comparison goes: a day before the last one ended, or a month back."""
    last = Cursor.objects.filter(name=CURSOR).first()
    return last.at - OVERLAP if last else now - FIRST


def compare(*, since: datetime, now: datetime) -> list[Finding]:
    """Compare both sides, take in events that were missed, import payouts, and remember how far that went.

    The cursor moves only once all of it was gone through: a GatewayError leaves it where it was.
    """
    found = list(reconcile(since=since, now=now))
    # What changed of older things, such as a refund that came back weeks later, only events tell.
    if missed := webhooks.catch_up(since, now=now):
        logger.info("%s events that never came were taken in", missed)
    webhooks.process_due(now)
    fees.run_due(now)
    found += _payouts(since)
    Cursor.objects.update_or_create(name=CURSOR, defaults={"at": now})
    return found


def _payouts(since: datetime) -> list[Finding]:
    imported = list(payouts.import_since(since - PAYOUTS_BACK))
    return [
        Finding(
            f"Payout {one.payout.payout_id} of {shown(one.payout.amount, currency=one.payout.currency)}: its "
            f"entries add up to {one.total}, and {one.unknown} of them are of nothing here."
        )
        for one in compared(imported)
        if not one.agrees
    ]


def reconciled(now: datetime) -> list[Item]:
    """Our payments beside Stripe's."""
    return [Item("Payments beside Stripe's", partial(_reconcile, now))]


def _reconcile(now: datetime) -> int:
    try:
        found = compare(since=begin(now), now=now)
    except GatewayError as error:
        raise NoAnswer(error.message) from error
    if left := [each.said for each in found if not each.is_repaired]:
        raise Unrepaired("; ".join(left))
    return len(found)

"""Locks and claims. One order everywhere: rooms by id, booking, bill, payment."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from payments.models import Bill, Payment, Refund, StripeEvent
from payments.rules.retry import wait

logger = logging.getLogger(__name__)

# How long a row is left to the process that took it; longer than the calls to Stripe for one row may last.
LEASE = timedelta(minutes=2)
# So that a crowd of rows, or a slow Stripe, does not keep the worker from everything else.
AT_ONCE = 50

Row = TypeVar("Row", Payment, Refund, StripeEvent)


def lock_bill(bill: Bill) -> Bill:
    """The bill re-read under its lock, which is held until the transaction ends."""
    return Bill.objects.select_for_update(of=("self",)).select_related("house").get(pk=bill.pk)


def due(now: datetime) -> Q:
    """Rows to work on now: never put off, or put off long enough."""
    return Q(next_at__isnull=True) | Q(next_at__lte=now)


def claim(rows: QuerySet[Row], *, now: datetime) -> Iterator[Row]:
    """Due ones of `rows`, one after the other, each left alone by every other process for a while."""
    for _turn in range(AT_ONCE):
        with transaction.atomic(durable=True):
            waiting = rows.filter(due(now)).order_by("next_at", "pk")
            row = waiting.select_for_update(of=("self",), skip_locked=True).first()
            if row is None:
                return
            rows.model._default_manager.filter(pk=row.pk).update(next_at=now + LEASE)
        yield row


def put_off(row: Row, *, error: str, now: datetime) -> None:
    """Try `row` again later, and later still each time."""
    row.attempts, row.error = row.attempts + 1, error
    row.next_at = now + wait(row.attempts)
    row.save(update_fields=["attempts", "error", "next_at"])


def work_on(rows: QuerySet[Row], work: Callable[[Row], object], *, now: datetime) -> int:
    """Do `work` for each due row and count; one that fails is logged and put off, and stops no other."""
    done = 0
    for row in claim(rows, now=now):
        try:
            work(row)
        except Exception as error:
            logger.exception("%s could not be worked on", row)
            put_off(row, error=f"{type(error).__name__}: {error}", now=now)
        else:
            done += 1
    return done

"""Money moved: telling those above what it means for them."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from members.models import User
from payments import queries
from payments.actions import documents, splits
from payments.actions.locks import put_off
from payments.models import Bill, Dispute, Payment, Refund

logger = logging.getLogger(__name__)


def apply(bill: Bill, *, by: User | None, now: datetime) -> bool:
    """Call `bill_changed` for what was settled and not yet applied, in a transaction of its own.

    The rows it was called for get `applied_at`. False where it fails; then the worker tries again.
    """
    payments = list(queries.unapplied_payments().filter(bill=bill))
    refunds = list(queries.unapplied_refunds().filter(bill=bill))
    disputes = list(queries.untold_disputes().filter(payment__bill=bill))
    if not payments and not refunds and not disputes:
        return True
    _write_down(bill, payments, refunds, now=now)
    try:
        with transaction.atomic(durable=True):
            bill_changed: Callable[..., object] = import_string(settings.WIRING["bill_changed"])
            bill_changed(Bill.objects.select_related("house").get(pk=bill.pk), by=by, now=now)
            _mark_applied(payments, refunds, now=now)
            # One that took another turn meanwhile is told again.
            for dispute in disputes:
                Dispute.objects.filter(pk=dispute.pk, status=dispute.status).update(told_at=now)
    except Exception as error:
        # The money is recorded and committed: what it means for others must not undo that.
        logger.exception("What was paid for %s could not be applied", bill.reference)
        reason = f"{type(error).__name__}: {error}"
        for payment in payments:
            put_off(payment, error=reason, now=now)
        for refund in refunds:
            put_off(refund, error=reason, now=now)
        return False
    return True


def _write_down(bill: Bill, payments: list[Payment], refunds: list[Refund], *, now: datetime) -> None:
    """Split the money and write its papers, before anybody is told; nothing waits for paper."""
    try:
        with transaction.atomic(durable=True):
            splits.freeze([bill])
            documents.write_down(payments, refunds, now=now)
    except Exception:
        logger.exception("What moved for %s could not be split and documented", bill.reference)


def _mark_applied(payments: list[Payment], refunds: list[Refund], *, now: datetime) -> None:
    """Only rows known before the call: it may not have seen what was settled meanwhile."""
    done = {"applied_at": now, "next_at": None, "attempts": 0, "error": ""}
    Payment.objects.filter(pk__in=[payment.pk for payment in payments]).update(**done)
    # A refund's error is why it failed and stays.
    del done["error"]
    Refund.objects.filter(pk__in=[refund.pk for refund in refunds]).update(**done)

"""Refunds by card on their way: sent with a stored key, looked up where unclear, followed to their end."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from payments import gateway, queries
from payments.actions import changes
from payments.actions.expiry import HEAD_START
from payments.actions.locks import lock_bill, put_off
from payments.actions.records import Mismatch
from payments.gateway import RefundState
from payments.models import MoneyState, Refund, Source
from payments.rules.retry import KEY_LIVES

FOLLOW_EVERY = timedelta(hours=1)
STATES = {
    "pending": MoneyState.PENDING,
    "requires_action": MoneyState.PENDING,
    "succeeded": MoneyState.SUCCEEDED,
    "failed": MoneyState.FAILED,
    "canceled": MoneyState.CANCELLED,
}
# States only go forward; a refund thought succeeded can still come back.
ORDER = [
    MoneyState.CREATED,
    MoneyState.PENDING,
    MoneyState.SUCCEEDED,
    MoneyState.FAILED,
    MoneyState.CANCELLED,
]


def prepare(refund: Refund, *, now: datetime) -> None:
    """Store the key and parameters of a new row, before any call and inside the transaction that made it."""
    refund.idempotency_key, refund.next_at = f"refund-{secrets.token_hex(16)}", now + HEAD_START
    try:
        refund.parameters = gateway.refund_parameters(
            refund_id=refund.pk,
            key=refund.idempotency_key,
            intent_id=refund.payment.intent_id or "",
            amount=refund.amount,
            currency=refund.bill.currency,
        )
    except gateway.NotChargeable as error:
        _end(refund, MoneyState.FAILED, error=error.message, now=now)
    refund.save()


def send_soon(refund: Refund, *, now: datetime) -> None:
    """Send a refund just made, unless somebody else has."""
    refund = Refund.objects.select_related("bill", "payment").get(pk=refund.pk)
    if refund.state == MoneyState.CREATED:
        send(refund, now=now)


def send(refund: Refund, *, now: datetime) -> None:
    """Send a CREATED refund and write the answer down; without an answer it is put off for the worker."""
    try:
        state = None
        if refund.is_unclear or now - refund.created_at >= KEY_LIVES:
            state = _found(refund)
            refund = refund if state else _renewed(refund, now=now)
        state = state or gateway.create_refund(refund.parameters, key=refund.idempotency_key)
    except gateway.Refused as error:
        _refuse(refund, error=error.message, now=now)
    except gateway.GatewayError as error:
        if isinstance(error, gateway.Unclear):
            Refund.objects.filter(pk=refund.pk).update(is_unclear=True)
        put_off(refund, error=error.message, now=now)
    else:
        record_refund(state, now=now)


def _found(refund: Refund) -> RefundState | None:
    intent_id = refund.payment.intent_id or ""
    return gateway.find_refund_by_row(refund.pk, key=refund.idempotency_key, intent_id=intent_id)


@transaction.atomic(durable=True)
def _renewed(refund: Refund, *, now: datetime) -> Refund:
    """A new row and key in place of one whose key can't be sent again and of which Stripe has nothing."""
    lock_bill(refund.bill)
    old = locked(refund)
    if old.state != MoneyState.CREATED:
        raise gateway.TryAgain("another process looks after this refund")
    _end(old, MoneyState.CANCELLED, error=_("Not sent; made again as a new refund."), now=now)
    old.applied_at = now
    old.save()
    new = Refund.objects.create(
        bill=old.bill,
        payment=old.payment,
        amount=old.amount,
        source=old.source,
        reason=old.reason,
        by=old.by,
        created_at=now,
    )
    prepare(new, now=now)
    return new


@transaction.atomic(durable=True)
def _fail(refund: Refund, *, error: str, now: datetime) -> Refund:
    refund = locked(refund)
    if refund.state == MoneyState.CREATED:
        _end(refund, MoneyState.FAILED, error=error, now=now)
        refund.save()
        _log(refund, now=now)
    return refund


def _refuse(refund: Refund, *, error: str, now: datetime) -> None:
    refund = _fail(refund, error=error, now=now)
    changes.apply(refund.bill, by=refund.by, now=now)


def follow(refund: Refund, *, now: datetime) -> None:
    """Read a refund on its way again, in case a webhook was lost."""
    record_refund(gateway.retrieve_refund(refund.refund_id or ""), now=now)


def record_refund(state: RefundState, *, now: datetime) -> Refund | None:
    """Write down what became of a refund; None if it is of no payment of ours that came.

    One made at Stripe itself becomes a row too.
    """
    refund = queries.refund_of(refund_id=state.id, row_id=state.row_id, row_key=state.row_key)
    refund = refund or _from_outside(state, now=now)
    if refund is None:
        return None
    with transaction.atomic(durable=True):
        refund = locked(refund)
        _follow(refund, state, now=now)
        refund.save()
    if refund.settled_at and not refund.applied_at:
        changes.apply(refund.bill, by=refund.by, now=now)
    return refund


def _from_outside(state: RefundState, *, now: datetime) -> Refund | None:
    payment = queries.payment_of(intent_id=state.intent_id) if state.intent_id else None
    if payment is None or payment.state != MoneyState.SUCCEEDED:
        return None
    with transaction.atomic(durable=True):
        bill = lock_bill(payment.bill)
        refund, is_new = Refund.objects.get_or_create(
            refund_id=state.id,
            defaults={
                "bill": bill,
                "payment": payment,
                "amount": state.amount,
                "source": Source.STRIPE,
                "reason": _("Made at Stripe"),
                "created_at": state.created_at,
            },
        )
        if is_new:
            data = {"refund": refund.pk, "amount": str(refund.amount), "stripe": state.id}
            log(bill, "payments.refund_from_outside", data=data, timestamp=now)
    return refund


def locked(refund: Refund) -> Refund:
    """The refund re-read under its own lock."""
    rows = Refund.objects.select_for_update(of=("self",)).select_related("bill", "payment", "by")
    return rows.get(pk=refund.pk)


def _follow(refund: Refund, state: RefundState, *, now: datetime) -> None:
    if refund.refund_id not in (None, state.id) or state.currency != refund.bill.currency:
        raise Mismatch(f"{state.id} does not fit {refund}, which is {refund.refund_id}")
    refund.refund_id = state.id
    became = STATES[state.status]
    if ORDER.index(became) <= ORDER.index(MoneyState(refund.state)):
        return
    refund.is_unclear, refund.attempts, refund.error = False, 0, ""
    if became == MoneyState.PENDING:
        refund.state, refund.next_at = became, now + FOLLOW_EVERY
    else:
        _end(refund, became, error=state.failure, now=now)
    _log(refund, now=now)


def _end(refund: Refund, state: MoneyState, *, error: str, now: datetime) -> None:
    refund.state, refund.error, refund.settled_at = state, error, now
    refund.applied_at = refund.next_at = None


def _log(refund: Refund, *, now: datetime) -> None:
    data = {"refund": refund.pk, "amount": str(refund.amount), "state": refund.state, "error": refund.error}
    log(refund.bill, "payments.refund_moved", data=data, timestamp=now)

"""What Stripe says about our payments, written down: committed first, applied afterwards.

States only go forward, so that answers read out of order do no harm: money that came is never taken back by
an older "not yet".
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from wagtail.log_actions import log

from payments import gateway, queries
from payments.actions import changes
from payments.gateway import IntentState, SessionState
from payments.models import MoneyState, Payment
from payments.queries import OPEN_STATES
from payments.rules.money import shown

# An open session is read again now and then, in case a webhook was lost.
LOOK_EVERY = timedelta(minutes=10)
NOT_PAID_INTENT = frozenset({"requires_payment_method", "canceled"})


class Mismatch(Exception):
    """Stripe speaks of another payment than the row's; a person has to look."""


def record_session(state: SessionState, *, now: datetime) -> Payment | None:
    """Write down what became of a session and apply it if money came; None if it is of no row of ours.

    Asks Stripe for the intent where a session is completed and not paid.
    """
    payment = queries.payment_of(session_id=state.id, row_id=state.row_id, row_key=state.row_key)
    if payment is None:
        return None
    failure = _failure(state)
    with transaction.atomic(durable=True):
        payment = locked(payment)
        _follow(payment, state, failure=failure, now=now)
        payment.save()
    return _applied(payment, now=now)


def record_intent(state: IntentState, *, now: datetime) -> Payment | None:
    """Write down that an intent succeeded; None if it is of no row of ours. The rest the session tells."""
    payment = queries.payment_of(intent_id=state.id, row_id=state.row_id, row_key=state.row_key)
    if payment is None or state.status != "succeeded":
        return payment
    with transaction.atomic(durable=True):
        payment = locked(payment)
        _succeed(payment, state, amount=state.received, intent_id=state.id, now=now)
        note_fee(payment, state)
        payment.save()
    return _applied(payment, now=now)


def note_fee(payment: Payment, state: IntentState) -> None:
    """What Stripe kept of a payment, once it says so. The caller saves it."""
    payment.charge_id = state.charge_id or payment.charge_id
    if state.balance is not None:
        payment.balance_id = state.balance.id
        payment.fee, payment.fee_currency = state.balance.fee, state.balance.currency


@transaction.atomic(durable=True)
def mark_failed(payment: Payment, *, error: str, now: datetime) -> Payment:
    """Nobody can pay with this row; does nothing where a session or money came meanwhile."""
    seen, payment = payment.session_id, locked(payment)
    if payment.session_id == seen and payment.state == MoneyState.CREATED:
        _fail(payment, error=error, now=now)
        payment.save()
    return payment


def locked(payment: Payment) -> Payment:
    """The payment re-read under its own lock."""
    return Payment.objects.select_for_update(of=("self",)).select_related("bill").get(pk=payment.pk)


def _failure(state: SessionState) -> str | None:
    """Why a session completed without payment will not be paid any more; None while it still may be."""
    if state.status != "complete" or state.is_paid or not state.intent_id:
        return None
    intent = gateway.retrieve_intent(state.intent_id)
    return intent.failure or intent.status if intent.status in NOT_PAID_INTENT else None


def _follow(payment: Payment, state: SessionState, *, failure: str | None, now: datetime) -> None:
    if payment.session_id not in (None, state.id):
        raise Mismatch(f"{state.id} claims to be of {payment}, which is {payment.session_id}")
    payment.session_id = state.id
    if payment.quarantined_at is not None:
        return
    if state.is_paid:
        _succeed(payment, state, amount=state.amount, intent_id=state.intent_id, now=now)
    elif payment.state == MoneyState.SUCCEEDED:
        return
    elif state.status == "open":
        _keep_open(payment, state, now=now)
    elif state.status == "expired" or failure is not None:
        _fail(payment, error=failure or "", now=now)
    elif payment.state == MoneyState.CREATED:
        payment.state, payment.intent_id, payment.ended_at = MoneyState.PENDING, state.intent_id or None, now
        payment.next_at = now + LOOK_EVERY
        _log(payment, "payments.pending", now=now)


def _keep_open(payment: Payment, state: SessionState, *, now: datetime) -> None:
    payment.url, payment.expires_at = state.url, state.expires_at
    if payment.state == MoneyState.CREATED:
        payment.is_unclear, payment.error, payment.attempts = False, "", 0
        payment.next_at = now + LOOK_EVERY
    else:
        # Given up before its session was known: nobody may pay there.
        payment.expire_asked_at, payment.ended_at = payment.expire_asked_at or now, None


def _succeed(
    payment: Payment, state: SessionState | IntentState, *, amount: Decimal, intent_id: str, now: datetime
) -> None:
    if payment.intent_id not in (None, intent_id):
        raise Mismatch(f"{state.id} ({intent_id}) does not fit {payment}, {payment.intent_id}")
    payment.intent_id = intent_id
    if payment.state == MoneyState.SUCCEEDED or payment.quarantined_at is not None:
        return
    if (amount, state.currency) != (payment.amount, payment.bill.currency):
        _quarantine(payment, amount=amount, currency=state.currency, now=now)
        return
    succeed(payment, amount=amount, now=now)


def _quarantine(payment: Payment, *, amount: Decimal, currency: str, now: datetime) -> None:
    """What came is not what was asked for: it buys nothing until an operator has looked at it."""
    asked = shown(payment.amount, currency=payment.bill.currency)
    payment.quarantine = f"Stripe has {amount} {currency}, {asked} was asked for."
    payment.quarantined_at, payment.next_at = now, None
    payment.ended_at = payment.ended_at or now
    if payment.state == MoneyState.CREATED:
        # It holds the place of the bill's one open payment, so that nobody pays once more meanwhile.
        payment.state = MoneyState.PENDING
    _log(payment, "payments.quarantined", now=now)


def succeed(payment: Payment, *, amount: Decimal, now: datetime) -> None:
    """A locked payment came: `amount` of it. The caller saves it."""
    payment.state, payment.amount, payment.settled_at = MoneyState.SUCCEEDED, amount, now
    payment.ended_at = payment.ended_at or now
    payment.is_unclear, payment.attempts, payment.next_at, payment.error = False, 0, None, ""
    _log(payment, "payments.paid", now=now)


def _fail(payment: Payment, *, error: str, now: datetime) -> None:
    if payment.state in OPEN_STATES:
        asked = payment.expire_asked_at is not None and not error
        payment.state = MoneyState.CANCELLED if asked else MoneyState.FAILED
        payment.error, payment.next_at = error, None
        _log(payment, "payments.not_paid", now=now)
    payment.ended_at = payment.ended_at or now


def _log(payment: Payment, action: str, *, now: datetime) -> None:
    data = {"payment": payment.pk, "amount": str(payment.amount), "source": payment.source}
    log(payment.bill, action, data=data, timestamp=now)


def _applied(payment: Payment, *, now: datetime) -> Payment:
    if payment.state == MoneyState.SUCCEEDED and payment.applied_at is None:
        changes.apply(payment.bill, by=None, now=now)
        payment.refresh_from_db()
    return payment

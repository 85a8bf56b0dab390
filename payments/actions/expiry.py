"""Ending an open session early, until Stripe says that it is over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from wagtail.log_actions import log

from payments import gateway, queries
from payments.actions import records
from payments.actions.locks import put_off
from payments.gateway import SessionState
from payments.models import Bill, MoneyState, Payment

# The call after the commit goes first; the worker follows.
HEAD_START = timedelta(minutes=1)


def ask(bill: Bill, *, now: datetime) -> Payment | None:
    """Mark the open session to end; see `checkout.ask_expiry`."""
    payment = queries.open_session(bill)
    if payment is None or payment.state != MoneyState.CREATED or payment.expire_asked_at is not None:
        return None
    payment.expire_asked_at, payment.next_at = now, now + HEAD_START
    payment.save(update_fields=["expire_asked_at", "next_at"])
    log(bill, "payments.expiry_asked", data={"payment": payment.pk}, timestamp=now)
    transaction.on_commit(partial(end_soon, payment, now=now), robust=True)
    return payment


def end_soon(payment: Payment, *, now: datetime) -> None:
    """End the session if Stripe answers now; otherwise the worker does it."""
    payment.refresh_from_db()
    if payment.session_id is None or payment.ended_at is not None:
        return
    try:
        end(payment, now=now)
    except gateway.GatewayError as error:
        put_off(payment, error=error.message, now=now)


def end(payment: Payment, *, now: datetime) -> Payment:
    """Close the row's session and write down what it turns out to be; GatewayError without an answer."""
    return _record(payment, gateway.expire_session, now=now)


def follow(payment: Payment, *, now: datetime) -> Payment:
    """Read the row's session again, or close it where that was asked, and write down what became of it."""
    ask_stripe = gateway.retrieve_session if payment.expire_asked_at is None else gateway.expire_session
    return _record(payment, ask_stripe, now=now)


def _record(payment: Payment, ask_stripe: Callable[[str], SessionState], *, now: datetime) -> Payment:
    try:
        state = ask_stripe(payment.session_id or "")
    except gateway.NotFound as error:
        # Perhaps the settings name another account. No session outlives its time, but money on its way may.
        is_over = payment.expires_at is not None and payment.expires_at <= now
        if payment.state == MoneyState.PENDING or not is_over:
            raise
        return records.mark_failed(payment, error=error.message, now=now)
    return records.record_session(state, now=now) or payment

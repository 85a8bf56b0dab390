"""Ending an open session early, until Stripe says that it is over."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from wagtail.log_actions import log

from payments import gateway, queries
from payments.actions import records
from payments.actions.locks import put_off
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
    try:
        state = gateway.expire_session(payment.session_id or "")
    except gateway.NotFound as error:
        # No session outlives its time; before that, the settings may name another account for a while.
        if payment.expires_at is None or payment.expires_at > now:
            raise
        return records.mark_failed(payment, error=error.message, now=now)
    return records.record_session(state, now=now) or payment


def follow(payment: Payment, *, now: datetime) -> Payment:
    """Read an open session again, in case a webhook was lost, and write down what became of it."""
    if payment.expire_asked_at is not None:
        return end(payment, now=now)
    try:
        state = gateway.retrieve_session(payment.session_id or "")
    except gateway.NotFound as error:
        if payment.expires_at is None or payment.expires_at > now:
            raise
        return records.mark_failed(payment, error=error.message, now=now)
    return records.record_session(state, now=now) or payment

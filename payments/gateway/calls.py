"""What we ask of Stripe: sessions to pay in, refunds, and looking both up again.

Parameters are made first and stored on the row (`session_parameters`, `refund_parameters`): a retry sends
them unchanged with the same key. What asks Stripe may raise TryAgain, Unclear or Refused.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from payments.gateway import client, states
from payments.gateway.amounts import check_chargeable, minor_units
from payments.gateway.errors import BadSignature, NotFound, Refused
from payments.gateway.states import (
    BalanceState,
    DisputeState,
    EventState,
    IntentState,
    PayoutState,
    RefundState,
    SessionState,
)

Parameters = dict[str, Any]

# Stripe wants less than 24 hours by its own clock; ours may be a little behind.
LONGEST_OPEN = timedelta(hours=24) - timedelta(minutes=1)
CLOCK_SKEW = timedelta(minutes=5)
LONGEST_NAME = 250
LOCALES = {
    tag.lower(): tag
    for tag in (
        "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA",
        "hi-IN", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR",
        "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
    )
}  # fmt: skip


def session_parameters(
    *,
    payment_id: int,
    key: str,
    title: str,
    description: str = "",
    amount: Decimal,
    currency: str,
    expires_at: datetime,
    now: datetime,
    success_url: str,
    cancel_url: str,
    email: str = "",
    reference: str = "",
    language: str = "",
) -> Parameters:
    """What `create_session` sends, ready to be stored as JSON; NotChargeable where a card can't pay this.

    `success_url` may hold `{CHECKOUT_SESSION_ID}`. `parameters["expires_at"]` (epoch seconds) is when it
    ends, never later than Stripe allows.
    """
    check_chargeable(amount, currency)
    metadata = {"payment_id": str(payment_id), "key": key}
    product = {"name": title[:LONGEST_NAME]} | ({"description": description} if description else {})
    optional = {"customer_email": email, "client_reference_id": reference}
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "line_items": [line_item(product, amount, currency)],
        "metadata": metadata,
        "payment_intent_data": {"metadata": metadata},
        "expires_at": int(min(expires_at, now + LONGEST_OPEN).timestamp()),
        "success_url": success_url,
        "cancel_url": cancel_url,
        "locale": LOCALES.get(language.lower(), "auto"),
        **{name: value for name, value in optional.items() if value},
    }


def line_item(product: dict[str, str], amount: Decimal, currency: str) -> Parameters:
    price = {
        "currency": currency.lower(),
        "unit_amount": minor_units(amount, currency),
        "product_data": product,
    }
    return {"price_data": price, "quantity": 1}


def create_session(parameters: Parameters, *, key: str) -> SessionState:
    return states.session(client.ask(client.v1().checkout.sessions.create, parameters, key=key))


def retrieve_session(session_id: str) -> SessionState:
    return states.session(client.ask(client.v1().checkout.sessions.retrieve, session_id))


def expire_session(session_id: str) -> SessionState:
    """Close an open session; where it was closed or paid already, its state as it is."""
    try:
        return states.session(client.ask(client.v1().checkout.sessions.expire, session_id))
    except NotFound:
        raise
    except Refused:
        state = retrieve_session(session_id)
        if state.status == "open":
            raise
        return state


def retrieve_intent(intent_id: str) -> IntentState:
    expanded = {"expand": ["latest_charge.balance_transaction"]}
    return states.intent(client.ask(client.v1().payment_intents.retrieve, intent_id, expanded))


def refund_parameters(
    *, refund_id: int, key: str, intent_id: str, amount: Decimal, currency: str
) -> Parameters:
    """What `create_refund` sends, ready to be stored as JSON."""
    return {
        "payment_intent": intent_id,
        "amount": minor_units(amount, currency),
        "metadata": {"refund_id": str(refund_id), "key": key},
    }


def create_refund(parameters: Parameters, *, key: str) -> RefundState:
    return states.refund(client.ask(client.v1().refunds.create, parameters, key=key))


def retrieve_refund(refund_id: str) -> RefundState:
    return states.refund(client.ask(client.v1().refunds.retrieve, refund_id))


def retrieve_dispute(dispute_id: str) -> DisputeState:
    return states.dispute(client.ask(client.v1().disputes.retrieve, dispute_id))


def find_session_by_row(payment_id: int, *, key: str, since: datetime) -> SessionState | None:
    """The session made for this Payment row, if Stripe has one; `since` is when the row was first sent.

    Id and key must both fit: a copied database shares ids with the one it was copied from.
    """
    found = sessions_since(since - CLOCK_SKEW)
    return next((each for each in found if (each.row_id, each.row_key) == (payment_id, key)), None)


def find_refund_by_row(refund_id: int, *, key: str, intent_id: str) -> RefundState | None:
    """The refund of this intent made for this Refund row, if Stripe has one."""
    found = refunds_of(intent_id)
    return next((each for each in found if (each.row_id, each.row_key) == (refund_id, key)), None)


def refunds_of(intent_id: str) -> Iterator[RefundState]:
    return map(states.refund, client.pages(client.v1().refunds.list, {"payment_intent": intent_id}))


def sessions_since(since: datetime) -> Iterator[SessionState]:
    return map(states.session, client.pages(client.v1().checkout.sessions.list, created(since)))


def intents_since(since: datetime) -> Iterator[IntentState]:
    params = created(since) | {"expand": ["data.latest_charge"]}
    return map(states.intent, client.pages(client.v1().payment_intents.list, params))


def refunds_since(since: datetime) -> Iterator[RefundState]:
    return map(states.refund, client.pages(client.v1().refunds.list, created(since)))


def disputes_since(since: datetime) -> Iterator[DisputeState]:
    return map(states.dispute, client.pages(client.v1().disputes.list, created(since)))


def payouts_since(since: datetime) -> Iterator[PayoutState]:
    return map(states.payout, client.pages(client.v1().payouts.list, created(since)))


def entries_of(payout_id: str) -> Iterator[BalanceState]:
    """What a payout is made of, and the payout's own entry."""
    return map(states.balance, client.pages(client.v1().balance_transactions.list, {"payout": payout_id}))


def events_since(since: datetime) -> Iterator[EventState]:
    """Events, newest first; Stripe keeps them for 30 days."""
    return map(states.event, client.pages(client.v1().events.list, created(since)))


def created(since: datetime) -> Parameters:
    return {"created": {"gte": int(since.timestamp())}}


def verify_webhook(payload: bytes, header: str, secrets: Sequence[str]) -> EventState:
    """The event in a webhook's body; BadSignature unless one of `secrets` signed it, within five minutes."""
    try:
        return states.event(client.verified(payload, header, secrets))
    except (AttributeError, KeyError, TypeError) as error:
        raise BadSignature("This is signed, but no event.") from error


def is_live() -> bool:
    """Whether the settings hold a key that moves real money."""
    return "_live_" in settings.STRIPE_SECRET_KEY

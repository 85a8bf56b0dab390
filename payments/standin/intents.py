"""PaymentIntents and charges: one attempt to pay after another."""

from typing import Any

from payments.standin import balance, events
from payments.standin.account import Account
from payments.standin.cards import Card
from payments.standin.parameters import text
from payments.standin.reading import INCLUDABLE, as_list, fetch, list_schema
from payments.standin.shapes import blank
from payments.standin.store import Json, new_id

LIST = list_schema()
LIST_CHARGES = list_schema(payment_intent=text())


def for_session(account: Account, session: Json) -> Json:
    """The session's intent, made at the first attempt as Stripe does since 2022."""
    if session["payment_intent"]:
        return fetch(account, "payment_intent", session["payment_intent"])
    data = account.store.private(session["id"])["payment_intent_data"]
    intent = blank(
        "payment_intent",
        amount=session["amount_total"],
        created=account.now(),
        currency=session["currency"],
        **data,
    )
    intent["client_secret"] = new_id(f"{intent['id']}_secret")
    session["payment_intent"] = intent["id"]
    account.store.add(intent)
    account.store.save(session, due=session["expires_at"])
    events.emit(account, "payment_intent.created", intent)
    return intent


def charge_for(account: Account, intent: Json, card: Card, *, payer: Json) -> Json:
    """A charge of the intent's amount with `card`, not yet succeeded or failed."""
    charge = blank(
        "charge",
        amount=intent["amount"],
        created=account.now(),
        currency=intent["currency"],
        description=intent["description"],
        metadata=intent["metadata"],
        payment_intent=intent["id"],
        payment_method=new_id("pm"),
        receipt_email=intent["receipt_email"],
    )
    charge["billing_details"] |= payer
    charge["payment_method_details"]["card"] |= {
        "amount_authorized": intent["amount"],
        "brand": card.brand,
        "last4": card.last4,
        "network": card.brand,
        "overcapture": {"maximum_amount_capturable": intent["amount"], "status": "unavailable"},
    }
    return charge


def succeed(account: Account, intent: Json, charge: Json) -> None:
    amount = intent["amount"]
    fee = balance.charge_fee(amount, intent["currency"])
    charge |= {"amount_captured": amount, "captured": True, "paid": True, "status": "succeeded"}
    charge["outcome"] = outcome("authorized", "approved_by_network", "Payment complete.")
    charge["balance_transaction"] = balance.enter(account, charge, amount=amount, kind="charge", fee=fee)[
        "id"
    ]
    intent |= {"amount_received": amount, "last_payment_error": None, "latest_charge": charge["id"]}
    intent |= {"payment_method": charge["payment_method"], "processing": None, "status": "succeeded"}
    account.store.add(charge)
    account.store.save(intent)
    events.emit(account, "charge.succeeded", charge)
    events.emit(account, "payment_intent.succeeded", intent)


def fail(account: Account, intent: Json, charge: Json, *, decline: Json) -> None:
    """`decline` has Stripe's `code`, `decline_code` and `message`."""
    charge |= {"failure_code": decline["code"], "failure_message": decline["message"], "status": "failed"}
    charge["outcome"] = outcome("issuer_declined", "declined_by_network", "The bank declined the payment.")
    charge["outcome"]["reason"] = decline["decline_code"]
    error = {"type": "card_error", "charge": charge["id"], **decline}
    intent |= {"last_payment_error": error, "latest_charge": charge["id"], "processing": None}
    intent["status"] = "requires_payment_method"
    account.store.add(charge)
    account.store.save(intent)
    events.emit(account, "charge.failed", charge)
    events.emit(account, "payment_intent.payment_failed", intent)


def process(account: Account, intent: Json) -> None:
    """Leave the intent waiting for a slow payment method's answer."""
    intent |= {"status": "processing", "processing": {"type": "card"}}
    account.store.save(intent)
    events.emit(account, "payment_intent.processing", intent)


def outcome(kind: str, network_status: str, seller_message: str) -> Json:
    nothing: dict[str, Any] = dict.fromkeys(("advice_code", "network_advice_code", "network_decline_code"))
    told = {"network_status": network_status, "reason": None, "seller_message": seller_message}
    return nothing | told | {"risk_level": "normal", "type": kind}


def cancel(account: Account, intent_id: str | None) -> None:
    """An expired session takes its unpaid intent with it."""
    intent = account.store.get(intent_id) if intent_id else None
    if intent is None or intent["status"] != "requires_payment_method":
        return
    intent |= {"canceled_at": account.now(), "cancellation_reason": "automatic", "status": "canceled"}
    account.store.save(intent)
    events.emit(account, "payment_intent.canceled", intent)


def refunds_of(account: Account, charge: Json) -> Json:
    refunds = account.store.find("refund", charge=charge["id"])[::-1]
    return as_list(refunds, url=f"/v1/charges/{charge['id']}/refunds")


INCLUDABLE[("charge", "refunds")] = refunds_of

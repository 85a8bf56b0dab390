"""Paying a Checkout Session: what happens when somebody presses the button on its page."""

from payments.standin import events, intents, sessions
from payments.standin.account import Account
from payments.standin.cards import Card
from payments.standin.errors import Rejection
from payments.standin.reading import fetch
from payments.standin.store import Json

LATE_DECLINE = {
    "code": "payment_intent_payment_attempt_failed",
    "decline_code": "generic_decline",
    "message": "The payment failed.",
}


def open_session(account: Account, session_id: str) -> Json:
    session = fetch(account, sessions.KIND, session_id)
    if session["status"] != "open":
        raise Rejection(f"This Checkout Session has a status of `{session['status']}`.")
    return session


def pay(account: Account, session_id: str, card: Card, *, email: str = "", name: str = "") -> str | None:
    """Try `card` on an open session; the decline's message, or None when it is paid."""
    session = open_session(account, session_id)
    payer = {"email": email or session["customer_email"], "name": name or None}
    intent = intents.for_session(account, session)
    charge = intents.charge_for(account, intent, card, payer=payer)
    if card.decline is not None:
        intents.fail(account, intent, charge, decline=card.decline)
        return str(card.decline["message"])
    intents.succeed(account, intent, charge)
    sessions.complete(account, session, payment_status="paid", details=sessions.customer_details(**payer))
    return None


def complete_unpaid(account: Account, session_id: str) -> Json:
    """Complete a session whose money is still on its way, as slow payment methods do."""
    session = open_session(account, session_id)
    intents.process(account, intents.for_session(account, session))
    details = sessions.customer_details(email=session["customer_email"])
    return sessions.complete(account, session, payment_status="unpaid", details=details)


def settle(account: Account, session_id: str, card: Card, *, succeeded: bool) -> Json:
    """The late answer to a session completed unpaid."""
    session = fetch(account, sessions.KIND, session_id)
    if (session["status"], session["payment_status"]) != ("complete", "unpaid"):
        raise Rejection("Only a session completed without payment can be settled.")
    intent = intents.for_session(account, session)
    payer = {"email": session["customer_details"]["email"], "name": None}
    charge = intents.charge_for(account, intent, card, payer=payer)
    if succeeded:
        intents.succeed(account, intent, charge)
        session["payment_status"] = "paid"
    else:
        intents.fail(account, intent, charge, decline=LATE_DECLINE)
    account.store.save(session)
    outcome = "succeeded" if succeeded else "failed"
    events.emit(account, f"checkout.session.async_payment_{outcome}", session)
    return session

"""Disputes: a cardholder's bank takes money back, and perhaps returns it."""

from payments.standin import balance, events
from payments.standin.account import Account
from payments.standin.errors import Rejection
from payments.standin.parameters import text
from payments.standin.reading import fetch, list_schema
from payments.standin.shapes import blank
from payments.standin.store import Json

LIST = list_schema(charge=text(), payment_intent=text())
DAYS_TO_ANSWER = 9
OUTCOMES = ("lost", "won")


def open_dispute(
    account: Account, charge_id: str, *, amount: int | None = None, reason: str = "fraudulent"
) -> Json:
    charge = fetch(account, "charge", charge_id)
    if not charge["paid"] or charge["disputed"]:
        raise Rejection(f"Charge {charge_id} cannot be disputed.")
    now = account.now()
    dispute = blank(
        "dispute",
        amount=charge["amount"] if amount is None else amount,
        charge=charge_id,
        created=now,
        currency=charge["currency"],
        payment_intent=charge["payment_intent"],
        reason=reason,
    )
    dispute["evidence_details"]["due_by"] = now + DAYS_TO_ANSWER * 86400
    account.store.save(charge | {"disputed": True})
    account.store.add(dispute)
    events.emit(account, "charge.dispute.created", dispute)
    return move(account, dispute, -dispute["amount"], fee=balance.DISPUTE_FEE, word="withdrawn")


def move(account: Account, dispute: Json, amount: int, *, fee: int, word: str) -> Json:
    category = "dispute" if amount < 0 else "dispute_reversal"
    entry = balance.enter(account, dispute, amount=amount, kind="adjustment", category=category, fee=fee)
    dispute["balance_transactions"] = [*dispute["balance_transactions"], entry]
    account.store.save(dispute)
    events.emit(account, f"charge.dispute.funds_{word}", dispute)
    return dispute


def close(account: Account, dispute_id: str, *, status: str = "lost") -> Json:
    dispute = fetch(account, "dispute", dispute_id)
    if status not in OUTCOMES or dispute["status"] in OUTCOMES:
        raise Rejection("A dispute is closed once, as won or lost.", param="status")
    was = {"status": dispute["status"]}
    dispute["status"] = status
    if status == "won":
        move(account, dispute, dispute["amount"], fee=0, word="reinstated")
    account.store.save(dispute)
    events.emit(account, "charge.dispute.closed", dispute, was=was)
    return dispute

"""Refunds: pending at first, then succeeded, or failed with the money back in the account."""

from payments.standin import balance, events
from payments.standin.account import Account
from payments.standin.currencies import check_divisible, shown
from payments.standin.errors import Rejection
from payments.standin.parameters import EXPAND, Record, choice, integer, metadata, text
from payments.standin.reading import expand, fetch, list_schema
from payments.standin.shapes import blank
from payments.standin.store import Json

CREATE = Record(
    {
        "amount": integer(least=1),
        "charge": text(),
        "expand": EXPAND,
        "metadata": metadata,
        "payment_intent": text(),
        "reason": choice("duplicate", "fraudulent", "requested_by_customer"),
    }
)
LIST = list_schema(charge=text(), payment_intent=text())
FAILURES = (
    "charge_for_pending_refund_disputed",
    "declined",
    "expired_or_canceled_card",
    "insufficient_funds",
    "lost_or_stolen_card",
    "merchant_request",
    "unknown",
)


def create(account: Account, params: Json) -> Json:
    charge = charge_to_refund(account, params)
    left = charge["amount"] - charge["amount_refunded"]
    if left == 0:
        message = f"Charge {charge['id']} has already been refunded."
        raise Rejection(message, code="charge_already_refunded")
    if charge["disputed"]:
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise Rejection(message, code="charge_disputed")
    amount = params.get("amount", left)
    check_divisible(amount, charge["currency"], param="amount")
    if amount > left:
        sums = [shown(units, charge["currency"]) for units in (amount, left)]
        message = f"Refund amount ({sums[0]}) is greater than unrefunded amount on charge ({sums[1]})"
        raise Rejection(message, code="amount_too_large", param="amount")
    return expand(account, give_back(account, charge, amount, params), params.get("expand", []))


def charge_to_refund(account: Account, params: Json) -> Json:
    if "payment_intent" in params:
        intent = fetch(
            account, "payment_intent", params["payment_intent"], param="payment_intent", status=400
        )
        charge = account.store.get(intent["latest_charge"] or "")
        if charge is None or not charge["paid"]:
            raise Rejection(f"PaymentIntent {intent['id']} does not have a successful charge to refund.")
    elif "charge" in params:
        charge = fetch(account, "charge", params["charge"], param="charge", status=400)
        if not charge["paid"]:
            raise Rejection(f"Charge {charge['id']} did not succeed; it cannot be refunded.")
    else:
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise Rejection(message, code="parameter_missing")
    if params.get("charge", charge["id"]) != charge["id"]:
        raise Rejection("The charge does not belong to the payment_intent.", param="charge")
    return charge


def give_back(account: Account, charge: Json, amount: int, params: Json) -> Json:
    refund = blank(
        "refund",
        amount=amount,
        charge=charge["id"],
        created=account.now(),
        currency=charge["currency"],
        metadata=params.get("metadata", {}),
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
    )
    entry = balance.enter(account, refund, amount=-amount, kind="refund")
    refund["balance_transaction"] = entry["id"]
    account.store.add(refund, due=account.time() + account.refund_seconds)
    set_refunded(account, charge, charge["amount_refunded"] + amount)
    events.emit(account, "refund.created", refund)
    events.emit(account, "charge.refunded", charge)
    return refund


def set_refunded(account: Account, charge: Json, amount: int) -> None:
    charge |= {"amount_refunded": amount, "refunded": amount == charge["amount"]}
    account.store.save(charge)


def succeed(account: Account, refund_id: str) -> Json:
    refund = fetch(account, "refund", refund_id)
    if refund["status"] != "pending":
        raise Rejection(f"This refund has a status of `{refund['status']}`.")
    return updated(account, refund, "succeeded")


def fail(account: Account, refund_id: str, *, reason: str = "unknown") -> Json:
    """Fail a refund, pending or thought succeeded: the bank sent the money back."""
    refund = fetch(account, "refund", refund_id)
    if refund["status"] not in ("pending", "succeeded"):
        raise Rejection(f"This refund has a status of `{refund['status']}`.")
    if reason not in FAILURES:
        raise Rejection(f"Invalid reason: must be one of {', '.join(FAILURES)}", param="reason")
    entry = balance.enter(account, refund, amount=refund["amount"], kind="refund_failure")
    failure = {"failure_balance_transaction": entry["id"], "failure_reason": reason}
    charge = fetch(account, "charge", refund["charge"])
    set_refunded(account, charge, charge["amount_refunded"] - refund["amount"])
    failed = updated(account, refund | failure, "failed")
    events.emit(account, "refund.failed", failed)
    return failed


def updated(account: Account, refund: Json, status: str) -> Json:
    was = {"status": refund["status"]}
    refund = account.store.save(refund | {"status": status})
    events.emit(account, "refund.updated", refund, was=was)
    events.emit(account, "charge.refund.updated", refund, was=was)
    return refund

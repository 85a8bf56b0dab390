"""What Stripe knows of our money, as small values in our own terms: amounts in `Decimal`, times aware."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from payments.gateway.amounts import from_minor

Raw = dict[str, Any]


@dataclass(frozen=True)
class SessionState:
    """A Checkout Session. `row_id` and `row_key` name our Payment row, None and "" if it is not ours.

    `status`: open, complete or expired. `payment_status`: paid or unpaid. `url` is empty once it is closed.
    """

    id: str
    status: str
    payment_status: str
    url: str
    amount: Decimal
    currency: str
    intent_id: str
    row_id: int | None
    row_key: str
    created_at: datetime
    expires_at: datetime
    live: bool

    @property
    def is_paid(self) -> bool:
        return self.status == "complete" and self.payment_status == "paid"


@dataclass(frozen=True)
class IntentState:
    """A PaymentIntent with its last charge. `received` is what came in; `refunded` what went back of it.

    `status`: requires_payment_method, processing, succeeded, canceled … `failure` is worded for a guest.
    """

    id: str
    status: str
    amount: Decimal
    received: Decimal
    refunded: Decimal
    currency: str
    charge_id: str
    disputed: bool
    failure: str
    row_id: int | None
    row_key: str
    created_at: datetime
    live: bool
    balance: "BalanceState | None" = None


@dataclass(frozen=True)
class BalanceState:
    """A balance transaction, in the currency of the account: `net` is `amount` less Stripe's `fee`.

    `source_id` is of the charge, refund or dispute that moved the money.
    """

    id: str
    kind: str
    source_id: str
    amount: Decimal
    fee: Decimal
    net: Decimal
    currency: str
    created_at: datetime


@dataclass(frozen=True)
class PayoutState:
    """A transfer to the bank. `status`: pending, in_transit, paid, failed, canceled."""

    id: str
    status: str
    amount: Decimal
    currency: str
    arrives_on: date
    created_at: datetime


@dataclass(frozen=True)
class RefundState:
    """A refund. `status`: pending, succeeded, failed, canceled, requires_action."""

    id: str
    status: str
    amount: Decimal
    currency: str
    intent_id: str
    charge_id: str
    failure: str
    row_id: int | None
    row_key: str
    created_at: datetime


@dataclass(frozen=True)
class DisputeState:
    """A dispute. `status` as in Stripe: needs_response, under_review, won, lost …"""

    id: str
    status: str
    reason: str
    amount: Decimal
    currency: str
    intent_id: str
    charge_id: str
    due_by: datetime | None
    created_at: datetime
    live: bool


@dataclass(frozen=True)
class EventState:
    """What an event is about; the object is to be read again, not believed. `payload` is the event whole."""

    id: str
    kind: str
    object_kind: str
    object_id: str
    intent_id: str
    row_id: int | None
    row_key: str
    created_at: datetime
    live: bool
    payload: Raw


def session(raw: Raw) -> SessionState:
    currency = raw["currency"].upper()
    return SessionState(
        id=raw["id"],
        status=raw["status"],
        payment_status=raw["payment_status"],
        url=raw["url"] or "",
        amount=from_minor(raw["amount_total"], currency),
        currency=currency,
        intent_id=id_of(raw["payment_intent"]),
        **row_of(raw, "payment_id"),
        created_at=moment(raw["created"]),
        expires_at=moment(raw["expires_at"]),
        live=raw["livemode"],
    )


def intent(raw: Raw) -> IntentState:
    """`latest_charge` is expected expanded; where it is only an id, nothing is known to be refunded."""
    currency = raw["currency"].upper()
    latest = raw["latest_charge"]
    charge: Raw = latest if isinstance(latest, dict) else {}
    entry = charge.get("balance_transaction")
    return IntentState(
        id=raw["id"],
        status=raw["status"],
        amount=from_minor(raw["amount"], currency),
        received=from_minor(raw["amount_received"], currency),
        refunded=from_minor(charge.get("amount_refunded", 0), currency),
        currency=currency,
        charge_id=id_of(latest),
        disputed=charge.get("disputed", False),
        failure=(raw["last_payment_error"] or {}).get("message") or "",
        **row_of(raw, "payment_id"),
        created_at=moment(raw["created"]),
        live=raw["livemode"],
        balance=balance(entry) if isinstance(entry, dict) else None,
    )


def refund(raw: Raw) -> RefundState:
    currency = raw["currency"].upper()
    return RefundState(
        id=raw["id"],
        status=raw["status"] or "pending",
        amount=from_minor(raw["amount"], currency),
        currency=currency,
        intent_id=id_of(raw["payment_intent"]),
        charge_id=id_of(raw["charge"]),
        failure=raw.get("failure_reason") or "",
        **row_of(raw, "refund_id"),
        created_at=moment(raw["created"]),
    )


def dispute(raw: Raw) -> DisputeState:
    currency = raw["currency"].upper()
    return DisputeState(
        id=raw["id"],
        status=raw["status"],
        reason=raw["reason"],
        amount=from_minor(raw["amount"], currency),
        currency=currency,
        intent_id=id_of(raw["payment_intent"]),
        charge_id=id_of(raw["charge"]),
        due_by=moment(due) if (due := (raw.get("evidence_details") or {}).get("due_by")) else None,
        created_at=moment(raw["created"]),
        live=raw["livemode"],
    )


def balance(raw: Raw) -> BalanceState:
    currency = raw["currency"].upper()
    return BalanceState(
        id=raw["id"],
        kind=raw["type"],
        source_id=id_of(raw["source"]),
        amount=from_minor(raw["amount"], currency),
        fee=from_minor(raw["fee"], currency),
        net=from_minor(raw["net"], currency),
        currency=currency,
        created_at=moment(raw["created"]),
    )


def payout(raw: Raw) -> PayoutState:
    currency = raw["currency"].upper()
    return PayoutState(
        id=raw["id"],
        status=raw["status"],
        amount=from_minor(raw["amount"], currency),
        currency=currency,
        arrives_on=moment(raw["arrival_date"]).date(),
        created_at=moment(raw["created"]),
    )


def event(raw: Raw) -> EventState:
    about = raw["data"]["object"]
    kind = about.get("object", "")
    own = about.get("id", "")
    return EventState(
        id=raw["id"],
        kind=raw["type"],
        object_kind=kind,
        object_id=own,
        intent_id=own if kind == "payment_intent" else id_of(about.get("payment_intent")),
        **row_of(about, "refund_id" if kind == "refund" else "payment_id"),
        created_at=moment(raw["created"]),
        live=raw["livemode"],
        payload=raw,
    )


def row_of(raw: Raw, name: str) -> Raw:
    """Our row as written in the metadata when we made the object."""
    metadata = raw.get("metadata") or {}
    row_id = metadata.get(name, "")
    is_id = row_id.isascii() and row_id.isdigit()
    return {"row_id": int(row_id) if is_id else None, "row_key": metadata.get("key", "")}


def id_of(value: Any) -> str:
    """The id of something expanded or not; empty for nothing."""
    found = value["id"] if isinstance(value, dict) else value
    return str(found or "")


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""Reads: what is owed, which payment Stripe speaks of, what waits, and whether bills add up."""

from payments.queries.balances import (
    as_line,
    balance,
    balances,
    overpaid,
    owed,
    paid,
    refundable,
    total,
    waived,
)
from payments.queries.checks import wrong_bills
from payments.queries.documents import credited, documents_in, documents_of, legal_details, open_invoice
from payments.queries.due import due, parts, plan_of
from payments.queries.links import asked_of, link_of, open_links, paid_through, signed
from payments.queries.sessions import (
    GOOD_FOR,
    OPEN_STATES,
    dispute_status,
    good_session,
    how_it_came,
    is_good,
    open_session,
    payment_of,
    refund_of,
)
from payments.queries.splits import as_rule, bills_to_split, bills_with_splits
from payments.queries.waiting import (
    failed_refunds,
    open_disputes,
    payments_without_fee,
    quarantined,
    refunds_from_outside,
    refunds_to_follow,
    refunds_to_make,
    refunds_to_send,
    sessions_to_follow,
    sessions_without_answer,
    unapplied_payments,
    unapplied_refunds,
    untold_disputes,
)

__all__ = [
    "GOOD_FOR", "OPEN_STATES", "as_line", "as_rule", "asked_of", "balance", "balances", "bills_to_split",
    "bills_with_splits", "credited", "dispute_status", "documents_in", "documents_of", "due",
    "failed_refunds", "good_session", "how_it_came", "is_good", "legal_details", "link_of",
    "open_disputes", "open_invoice", "open_links", "open_session", "overpaid", "owed", "paid",
    "paid_through", "parts", "payment_of", "payments_without_fee", "plan_of", "quarantined", "refund_of",
    "refundable", "refunds_from_outside", "refunds_to_follow", "refunds_to_make", "refunds_to_send",
    "sessions_to_follow", "sessions_without_answer", "signed", "total", "unapplied_payments",
    "unapplied_refunds", "untold_disputes", "waived", "wrong_bills",
]  # fmt: skip

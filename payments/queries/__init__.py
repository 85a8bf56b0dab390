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
    refunds_to_follow,
    refunds_to_make,
    refunds_to_send,
    sessions_to_follow,
    sessions_without_answer,
    unapplied_payments,
    unapplied_refunds,
)

__all__ = [
    "GOOD_FOR", "OPEN_STATES", "as_line", "as_rule", "balance", "balances", "bills_to_split",
    "bills_with_splits", "credited", "dispute_status", "documents_in", "documents_of",
    "failed_refunds", "good_session", "how_it_came", "is_good", "legal_details", "open_disputes",
    "open_invoice", "open_session", "overpaid", "owed", "paid", "payment_of", "refund_of",
    "refundable", "refunds_to_follow", "refunds_to_make", "refunds_to_send",
    "sessions_to_follow", "sessions_without_answer", "total",
    "unapplied_payments", "unapplied_refunds", "waived", "wrong_bills",
]  # fmt: skip

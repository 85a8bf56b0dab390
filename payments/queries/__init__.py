"""Reads: what is owed, which payment Stripe speaks of, what waits, and whether bills add up."""

from payments.queries.balances import balance, balances, overpaid, owed, paid, refundable, total, waived
from payments.queries.checks import wrong_bills
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
    "GOOD_FOR", "OPEN_STATES", "balance", "balances", "dispute_status", "failed_refunds", "good_session",
    "how_it_came", "is_good", "open_disputes", "open_session", "overpaid", "owed", "paid", "payment_of",
    "refund_of", "refundable", "refunds_to_follow", "refunds_to_make", "refunds_to_send",
    "sessions_to_follow", "sessions_without_answer", "total", "unapplied_payments", "unapplied_refunds",
    "waived", "wrong_bills",
]  # fmt: skip

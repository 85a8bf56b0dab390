"""Bills, payments, refunds and what Stripe tells us of them."""

from payments.models.bill import Bill, BillKind, BillLine, LineKind
from payments.models.event import EventState, StripeEvent
from payments.models.payment import DISPUTE_WON, Dispute, MoneyState, Payment, Refund, Source

__all__ = [
    "DISPUTE_WON", "Bill", "BillKind", "BillLine", "Dispute", "EventState", "LineKind", "MoneyState",
    "Payment", "Refund", "Source", "StripeEvent",
]  # fmt: skip

"""Bills, payments, refunds and what Stripe tells us of them."""

from payments.models.bill import Bill, BillKind, BillLine, LineKind, Notice
from payments.models.document import Document, DocumentKind, InvoiceAddress, LegalDetails, Numbering
from payments.models.event import EventState, StripeEvent
from payments.models.link import PaymentLink
from payments.models.payment import BY_HAND, DISPUTE_WON, Dispute, MoneyState, Payment, Refund, Source
from payments.models.payout import Cursor, Payout, PayoutEntry
from payments.models.reduction import Reduction, Suppression, code_source
from payments.models.split import Split, SplitPart

__all__ = [
    "BY_HAND", "DISPUTE_WON", "Bill", "BillKind", "BillLine", "Cursor", "Dispute", "Document",
    "DocumentKind", "EventState", "InvoiceAddress", "LegalDetails", "LineKind", "MoneyState", "Notice",
    "Numbering", "Payment", "PaymentLink", "Payout", "PayoutEntry", "Reduction", "Refund", "Source",
    "Split", "SplitPart", "StripeEvent", "Suppression", "code_source",
]  # fmt: skip

"""Bills, payments, refunds and what Stripe tells us of them."""

from payments.models.bill import Bill, BillKind, BillLine, LineKind
from payments.models.document import Document, DocumentKind, InvoiceAddress, LegalDetails, Numbering
from payments.models.event import EventState, StripeEvent
from payments.models.payment import DISPUTE_WON, Dispute, MoneyState, Payment, Refund, Source
from payments.models.reduction import Reduction, Suppression, code_source
from payments.models.split import Split, SplitPart

__all__ = [
    "DISPUTE_WON", "Bill", "BillKind", "BillLine", "Dispute", "Document", "DocumentKind", "EventState",
    "InvoiceAddress", "LegalDetails", "LineKind", "MoneyState", "Numbering", "Payment", "Reduction", "Refund",
    "Source", "Split", "SplitPart", "StripeEvent", "Suppression",
    "code_source",
]  # fmt: skip

"""The papers of a bill, on the pages of what is billed."""

from dataclasses import dataclass

from django import template

from payments import queries
from payments.models import Bill, Document, DocumentKind, MoneyState, Payment

register = template.Library()


@dataclass(frozen=True)
class Papers:
    """`without`: payments that came and have no receipt; `invoice`: the one that stands."""

    documents: list[Document]
    without: list[Payment]
    invoice: Document | None


@register.simple_tag
def papers_of(bill: Bill) -> Papers:
    """The papers of `bill`. Three queries."""
    documents = list(queries.documents_of(bill))
    receipted = {one.payment_id for one in documents if one.kind == DocumentKind.RECEIPT}
    came = bill.payments.filter(state=MoneyState.SUCCEEDED).order_by("settled_at", "pk")
    without = [payment for payment in came if payment.pk not in receipted]
    return Papers(documents, without, queries.open_invoice(bill))

"""Receipts, invoices and credit notes: which there are, and what an invoice is worth."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from locations.models import House
from payments.models import Bill, Document, DocumentKind, LegalDetails
from payments.rules.split import ZERO


def documents_of(bill: Bill) -> QuerySet[Document]:
    """Those of a bill, the oldest first."""
    return bill.documents.select_related("house").order_by("issued_at", "pk")


def documents_in(houses: Iterable[House] | QuerySet[House]) -> QuerySet[Document]:
    """Those of houses, the newest first."""
    return Document.objects.filter(house__in=houses).select_related("house", "bill")


def legal_details(house: House) -> LegalDetails | None:
    """What the house says about itself on paper; None where it never said anything."""
    return LegalDetails.objects.filter(house=house).first()


def open_invoice(bill: Bill) -> Document | None:
    """The invoice of a bill that is not taken back in full, of which there is one at most."""
    invoices = bill.documents.filter(kind=DocumentKind.INVOICE)
    worth = invoices.annotate(credited=Coalesce(Sum("credit_notes__total"), ZERO)).order_by("-pk")
    return next((one for one in worth if one.credited < one.total), None)


def credited(document: Document) -> Decimal:
    """What credit notes have taken back of it."""
    return document.credit_notes.aggregate(sum=Sum("total"))["sum"] or ZERO

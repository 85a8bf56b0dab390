"""What is kept of a person's money."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import User
from members.rules.records import Label, Section
from payments.models import (
    Bill,
    BillLine,
    Dispute,
    Document,
    InvoiceAddress,
    Payment,
    PaymentLink,
    Refund,
)
from payments.queries.sessions import OPEN_STATES

BILL: dict[str, Label] = {"bill": gettext_lazy("Bill")}
AMOUNT: dict[str, Label] = {"amount": gettext_lazy("Amount"), "currency": gettext_lazy("Currency")}


def person_export(person: User) -> list[Section]:
    """Bills they pay, with their lines, payments, refunds, links and documents."""
    return [_bills(person), _lines(person), *_movements(person), _links(person), *_papers(person)]


def why_not_erase(person: User, *, now: datetime) -> list[str]:
    """Money of theirs that is still under way."""
    under_way = Q(payments__state__in=OPEN_STATES) | Q(refunds__state__in=OPEN_STATES)
    bills = Bill.objects.filter(under_way, payer=person).select_related("house").distinct()
    words = _("Money of the stay %(number)s in %(house)s is still on its way.")
    reasons = [words % {"number": bill.reference, "house": bill.house.name} for bill in bills]
    disputes = Dispute.objects.filter(payment__bill__payer=person).select_related("payment__bill__house")
    words = _("A payment of the stay %(number)s in %(house)s is disputed.")
    disputed = [one.payment.bill for one in disputes if not one.is_closed]
    told = [words % {"number": bill.reference, "house": bill.house.name} for bill in disputed]
    return [*reasons, *told]


def _bills(person: User) -> Section:
    columns = {
        **BILL, "house": gettext_lazy("House"), "for": gettext_lazy("For"),
        "start": gettext_lazy("From"), "end": gettext_lazy("Until"), "written": gettext_lazy("Written"),
    }  # fmt: skip
    rows = [
        (bill.reference, bill.house.name, bill.label, bill.service_start, bill.service_end, bill.created_at)
        for bill in Bill.objects.filter(payer=person).select_related("house")
    ]
    return Section("bills", gettext_lazy("Bills"), columns, rows)


def _lines(person: User) -> Section:
    lines = BillLine.objects.filter(bill__payer=person).select_related("bill")
    columns = {**BILL, "line": gettext_lazy("Line"), "why": gettext_lazy("Why"), **AMOUNT}
    rows = [(one.bill.reference, one.label, one.why, one.amount, one.bill.currency) for one in lines]
    return Section("lines", gettext_lazy("Lines of bills"), columns, rows)


def _movements(person: User) -> list[Section]:
    columns = {
        **BILL, **AMOUNT, "how": gettext_lazy("How"), "state": gettext_lazy("State"),
        "at": gettext_lazy("Begun"), "reference": gettext_lazy("Reference"),
    }  # fmt: skip
    found = []
    for model, name, title in (
        (Payment, "payments", gettext_lazy("Payments")), (Refund, "refunds", gettext_lazy("Refunds")),
    ):  # fmt: skip
        moved = model._default_manager.filter(bill__payer=person).select_related("bill")
        rows = [
            (one.bill.reference, one.amount, one.bill.currency, one.get_source_display(),
             one.get_state_display(), one.created_at, one.reference)
            for one in moved
        ]  # fmt: skip
        found.append(Section(name, title, columns, rows))
    return found


def _links(person: User) -> Section:
    columns = {
        **BILL, "for": gettext_lazy("For"), **AMOUNT,
        "made": gettext_lazy("Made"), "revoked": gettext_lazy("Revoked"),
    }  # fmt: skip
    links = PaymentLink.objects.filter(bill__payer=person).select_related("bill")
    rows = [
        (one.bill.reference, one.name, one.amount, one.bill.currency, one.created_at, one.revoked_at)
        for one in links
    ]
    return Section("payment_links", gettext_lazy("Links for others to pay"), columns, rows)


def _papers(person: User) -> list[Section]:
    columns = {
        **BILL, "kind": gettext_lazy("Kind"), "number": gettext_lazy("Number"),
        "issued": gettext_lazy("Issued"), "says": gettext_lazy("Says"),
    }  # fmt: skip
    documents = Document.objects.filter(bill__payer=person).select_related("bill")
    rows = [
        (one.bill.reference, one.get_kind_display(), one.number, one.issued_on, one.content)
        for one in documents
    ]
    named = {
        **BILL, "name": gettext_lazy("Name"), "company": gettext_lazy("Company"),
        "address": gettext_lazy("Address"), "tax_number": gettext_lazy("Tax number"),
    }  # fmt: skip
    to = InvoiceAddress.objects.filter(bill__payer=person).select_related("bill")
    addresses = [(one.bill.reference, one.name, one.company, one.address, one.tax_id) for one in to]
    return [
        Section("documents", gettext_lazy("Receipts and invoices"), columns, rows),
        Section("invoice_addresses", gettext_lazy("Addresses for invoices"), named, addresses),
    ]

"""Receipts, invoices and credit notes: written once, numbered without a gap, never changed.

A number is given under the lock of its row in the transaction that writes the document, so what is rolled
back gives its number back. That lock comes last of all: after rooms, booking, bill and payment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.models import House
from members.models import User
from payments import queries
from payments.actions import Refused
from payments.actions.locks import lock_bill
from payments.models import (
    Bill,
    Document,
    DocumentKind,
    InvoiceAddress,
    LegalDetails,
    MoneyState,
    Numbering,
    Payment,
    Refund,
    Split,
)
from payments.rules import documents as rule
from payments.rules.split import ZERO


@dataclass(frozen=True)
class Addressee:
    """Whom an invoice names."""

    name: str
    address: str
    company: str = ""
    tax_id: str = ""


@transaction.atomic
def keep_details(house: House, *, by: User, now: datetime, **details: str) -> LegalDetails:
    """Set what the house says on paper from now on: name, address, tax_number, footer."""
    kept, _is_new = LegalDetails.objects.update_or_create(house=house, defaults=details)
    log(house, "payments.legal_details", user=by, timestamp=now)
    return kept


@transaction.atomic
def receipt(payment: Payment, *, by: User | None, now: datetime) -> Document:
    """The receipt for a payment that came, written now or found from before; Refused for any other."""
    bill = lock_bill(payment.bill)
    found = payment.documents.filter(kind=DocumentKind.RECEIPT).first()
    if found is not None:
        return found
    payment = bill.payments.get(pk=payment.pk)
    if payment.state != MoneyState.SUCCEEDED:
        raise Refused(_("There is a receipt once the money has arrived."))
    settled = payment.settled_at or now
    received = {
        "amount": f"{payment.amount:f}",
        "source": payment.source,
        "on": (payment.received_on or settled.astimezone(bill.house.zone).date()).isoformat(),
        "reference": payment.reference,
    }
    numbers = queries.balance(bill)
    said = {"received": received, "paid": f"{numbers.kept:f}", "owed": f"{max(ZERO, numbers.owed):f}"}
    content = _content(bill) | said
    return _write(DocumentKind.RECEIPT, bill, content, total=payment.amount, payment=payment, by=by, now=now)


@transaction.atomic
def invoice(bill: Bill, *, to: Addressee, by: User, now: datetime) -> Document:
    """An invoice for the whole bill.

    Refused while the house's details lack something, for a bill of nothing, and while another stands.
    """
    bill = lock_bill(bill)
    if rule.missing(queries.legal_details(bill.house)):
        raise Refused(_("The house can't write invoices yet: it has not filled in its legal details."))
    standing = queries.open_invoice(bill)
    if standing is not None:
        raise Refused(
            _("There is an invoice already, %(number)s. The house can cancel it and write another.")
            % {"number": standing.number}
        )
    money = queries.balance(bill)
    if money.total <= 0:
        raise Refused(_("Nothing is charged on this bill, so there is nothing to invoice."))
    InvoiceAddress.objects.update_or_create(bill=bill, defaults=asdict(to))
    content = _content(bill, to=to) | {"paid": f"{money.kept:f}"}
    return _write(DocumentKind.INVOICE, bill, content, total=money.total, by=by, now=now)


@transaction.atomic
def cancel_invoice(document: Document, *, reason: str, by: User, now: datetime) -> Document:
    """A credit note for what is left of an invoice; Refused where nothing is, and for other documents."""
    bill = lock_bill(document.bill)
    left = document.total - queries.credited(document)
    if document.kind != DocumentKind.INVOICE or left <= 0:
        raise Refused(_("Only an invoice that still stands can be cancelled."))
    whole = left == document.total
    with translation.override(document.language):
        rest = rule.written(_("What was left of the invoice"), left)
    content = {
        **document.content,
        "lines": document.content["lines"] if whole else [rest],
        "taxes": document.content["taxes"] if whole else [],
        "reason": reason,
        "of": _named(document),
    }
    del content["paid"]
    return _write(DocumentKind.CREDIT, bill, content, total=left, of=document, by=by, now=now)


@transaction.atomic
def credit_note(refund: Refund, *, by: User | None, now: datetime) -> Document | None:
    """The credit note for a refund that was made, written now or found from before.

    It takes back part of the invoice where the bill became smaller than that, and of the receipt elsewhere;
    None where neither was ever written.
    """
    bill = lock_bill(refund.bill)
    found = refund.documents.filter(kind=DocumentKind.CREDIT).first() or _taken_over(refund)
    of = found or _what_shrinks(refund, bill)
    if found is not None or of is None:
        return found
    lines, taxes = _given_back(refund.splits.get(is_undoing=False), bill, language=bill.payer.language)
    content = _content(bill) | {"payer": of.content["payer"], "lines": lines, "taxes": taxes}
    content |= {"reason": refund.reason, "of": _named(of)}
    return _write(
        DocumentKind.CREDIT, bill, content, total=refund.amount, of=of, refund=refund, by=by, now=now
    )


def unreceipt(payment: Payment, *, by: User, now: datetime) -> Document | None:
    """The credit note that takes back the receipt of a payment noted by mistake; None where it had none.

    Call it inside a transaction, once the payment is taken back and its split too.
    """
    bill = lock_bill(payment.bill)
    of = payment.documents.filter(kind=DocumentKind.RECEIPT).first()
    undone = payment.splits.filter(is_undoing=True).first()
    if of is None or undone is None:
        return None
    lines, taxes = _given_back(undone, bill, language=of.language)
    content = _content(bill) | {"payer": of.content["payer"], "lines": lines, "taxes": taxes}
    content |= {"reason": payment.error, "of": _named(of)}
    return _write(
        DocumentKind.CREDIT, bill, content, total=payment.amount, of=of, payment=payment, by=by, now=now
    )


def write_down(payments: Iterable[Payment], refunds: Iterable[Refund], *, now: datetime) -> None:
    """Receipts for payments, and credit notes for those of the refunds that were made."""
    for payment in payments:
        receipt(payment, by=payment.by, now=now)
    for refund in refunds:
        if refund.state == MoneyState.SUCCEEDED:
            credit_note(refund, by=refund.by, now=now)


def _taken_over(refund: Refund) -> Document | None:
    """The credit note for a refund that failed after all is right once another one was made in its place."""
    spare = Document.objects.filter(
        kind=DocumentKind.CREDIT,
        refund__payment=refund.payment,
        refund__state=MoneyState.FAILED,
        total=refund.amount,
    ).first()
    if spare is not None:
        spare.refund = refund
        spare.save(update_fields=["refund"])
    return spare


def _what_shrinks(refund: Refund, bill: Bill) -> Document | None:
    standing = queries.open_invoice(bill)
    if standing is not None and rule.credits_invoice(
        invoiced=standing.total,
        credited=queries.credited(standing),
        total=queries.total(bill),
        back=refund.amount,
    ):
        return standing
    return refund.payment.documents.filter(kind=DocumentKind.RECEIPT).first()


def _given_back(split: Split, bill: Bill, *, language: str) -> tuple[list[rule.Written], list[rule.Written]]:
    """What of money that went is tax, and the rest in a line, both positive."""
    taxes = [
        rule.written(part.label, -part.amount, part.percent)
        for part in split.parts.all()
        if part.kind == "TAX" and part.paid_by == "GUEST"
    ]
    with translation.override(language):
        label = _("Given back of %(label)s") % {"label": bill.label}
    return [rule.written(label, -split.amount - rule.summed(taxes))], taxes


def _content(bill: Bill, *, to: Addressee | None = None) -> dict[str, Any]:
    """What every document says of its bill, house and payer, as of now."""
    details = queries.legal_details(bill.house) or LegalDetails(house=bill.house)
    lines, taxes = rule.priced(bill.lines.order_by("order", "pk"))
    return {
        "house": {
            "name": bill.house.name,
            "legal_name": details.name,
            "address": details.address,
            "tax_number": details.tax_number,
            "footer": details.footer,
            "mail": bill.house.mail_address,
        },
        "payer": asdict(to or _payer(bill)),
        "about": {
            "reference": bill.reference,
            "label": bill.label,
            "start": bill.service_start.isoformat(),
            "end": bill.service_end.isoformat(),
        },
        "lines": lines,
        "taxes": taxes,
    }


def _payer(bill: Bill) -> Addressee:
    given = InvoiceAddress.objects.filter(bill=bill).first()
    if given is None:
        return Addressee(name=str(bill.payer), address="")
    return Addressee(name=given.name, company=given.company, address=given.address, tax_id=given.tax_id)


def _named(document: Document) -> Mapping[str, str]:
    return {"kind": document.kind, "number": document.number, "on": document.issued_on.isoformat()}


def _write(
    kind: DocumentKind, bill: Bill, content: Mapping[str, Any], *, total: Decimal, by: User | None,
    now: datetime, **about: Any,
) -> Document:  # fmt: skip
    today = now.astimezone(bill.house.zone).date()
    place = _next(bill.house, kind, year=today.year)
    document = Document.objects.create(
        house=bill.house,
        bill=bill,
        kind=kind,
        year=today.year,
        place=place,
        number=rule.number(kind, year=today.year, place=place),
        issued_on=today,
        issued_at=now,
        by=by,
        currency=bill.currency,
        total=total,
        language=bill.payer.language,
        content=content,
        **about,
    )
    data = {"kind": str(kind), "number": document.number, "total": str(total)}
    log(bill, "payments.document", user=by, data=data, timestamp=now)
    return document


def _next(house: House, kind: DocumentKind, *, year: int) -> int:
    """The next number of a kind in a year; whoever else wants one waits until this transaction ends."""
    Numbering.objects.get_or_create(house=house, kind=kind, year=year)
    row = Numbering.objects.select_for_update().get(house=house, kind=kind, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last

"""A guest's own receipts, invoices and credit notes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from members.views import PersonRequest
from payments import queries
from payments.access import own_bill_or_404
from payments.actions import Refused, documents
from payments.feeds.pdf import pdf
from payments.forms.documents import AddresseeForm
from payments.models import Bill, Document
from payments.queries.paper import paper
from payments.rules.documents import missing


@never_cache
@require_GET
@login_required
def document(request: PersonRequest, reference: str, number: str) -> HttpResponse:
    """One document as a page. Context: `document`, `paper`, `bill`, `others`."""
    bill = own_bill_or_404(request.user, reference)
    found = get_object_or_404(bill.documents.select_related("house"), number=number)
    others = [one for one in queries.documents_of(bill) if one != found]
    context = {"document": found, "paper": paper(found), "bill": bill, "others": others}
    return render(request, "payments/document.html", context)


@never_cache
@require_GET
@login_required
def document_file(request: PersonRequest, reference: str, number: str) -> HttpResponse:
    """The same as a PDF."""
    bill = own_bill_or_404(request.user, reference)
    return as_file(get_object_or_404(bill.documents.select_related("house"), number=number))


def as_file(found: Document) -> HttpResponse:
    """The PDF of a document, to be shown or kept."""
    answer = HttpResponse(pdf(paper(found), made_at=found.issued_at), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.house.slug}-{found.number}.pdf"'
    return answer


@require_POST
@login_required
def receipt(request: PersonRequest, reference: str, payment: int) -> HttpResponse:
    """Write the receipt for a payment that has none yet, and show it."""
    bill = own_bill_or_404(request.user, reference)
    try:
        written = documents.receipt(
            get_object_or_404(bill.payments.all(), pk=payment), by=request.user, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(bill.path)
    return redirect("payments:document", bill.reference, written.number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invoice(request: PersonRequest, reference: str) -> HttpResponse:
    """Ask whom the invoice is for, and write it. Context: `bill`, `form`, `why_not`, `standing`."""
    bill = own_bill_or_404(request.user, reference)
    why_not = _why_not(bill)
    form = AddresseeForm(request.POST or None, bill=bill)
    if request.method == "POST" and not why_not and form.is_valid():
        try:
            written = documents.invoice(bill, to=form.addressee, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("payments:document", bill.reference, written.number)
    context = {"bill": bill, "form": form, "why_not": why_not, "standing": queries.open_invoice(bill)}
    return render(request, "payments/invoice.html", context)


def _why_not(bill: Bill) -> str:
    if missing(queries.legal_details(bill.house)):
        return _("The house can't write invoices yet. Ask it; a receipt you get in any case.")
    if queries.paid(bill) <= 0:
        return _("You can have an invoice once something is paid. If you need one before, ask the house.")
    return ""

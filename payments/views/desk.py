"""Documents in Wagtail's admin: for stewards to write and cancel, for bookkeepers to read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from locations.access import house_or_404, houses_for
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from payments import queries
from payments.access import bill_or_404, document_or_404, reported_houses
from payments.actions import Refused, documents
from payments.forms.documents import AddresseeForm, CancelInvoiceForm, LegalDetailsForm
from payments.forms.reports import choices
from payments.models import Document, DocumentKind
from payments.queries.paper import paper
from payments.rules.documents import missing
from payments.views.documents import as_file

ON_A_PAGE = 50


@require_GET
def document_list(request: StewardRequest) -> HttpResponse:
    """The documents of the reader's houses, newest first.

    Context: `page`, `houses` and `house` to narrow, `kinds` and `kind`, `settable`: pairs of
    a house whose details the reader may set and what it lacks for invoices.
    """
    houses = reported_houses(request.user)
    house, kind = request.GET.get("house", "").replace("\0", ""), request.GET.get("kind", "")
    found = queries.documents_in(houses.filter(slug=house) if house else houses)
    found = found.filter(kind=kind) if kind in DocumentKind.values else found
    paginator = WagtailPaginator(found, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    may_set = houses_for(request.user, may="settings").select_related("legal_details").order_by("name")
    context: dict[str, Any] = {
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "houses": choices(houses),
        "house": house,
        "kinds": DocumentKind.choices,
        "kind": kind,
        "settable": [(one, missing(getattr(one, "legal_details", None))) for one in may_set],
    }
    return framed(request, "payments/desk/documents.html", context, title=_("Documents"), icon="doc-full")


@require_GET
def document_page(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """One document. Context: `document`, `paper`, `may_cancel`."""
    found = document_or_404(request.user, house, number)
    acts = houses_for(request.user, may="money").filter(pk=found.house_id).exists()
    stands = found.kind == DocumentKind.INVOICE and queries.credited(found) < found.total
    context = {"document": found, "paper": paper(found), "may_cancel": acts and stands}
    return _framed(request, "payments/desk/document.html", context, title=capfirst(str(found)))


@require_GET
def document_file(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """The same as a PDF."""
    return as_file(document_or_404(request.user, house, number))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """Cancel an invoice by a credit note. Context: `document`, `form`."""
    found = document_or_404(request.user, house, number, may="money")
    form = CancelInvoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note = documents.cancel_invoice(
                found, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Cancelled by credit note %(number)s.") % {"number": note.number})
            return redirect(page_of(note))
    context = {"document": found, "form": form}
    return _framed(request, "payments/desk/cancel.html", context, title=_("Cancel %(it)s") % {"it": found})


@require_http_methods(["GET", "HEAD", "POST"])
def invoice(request: StewardRequest, house: str, reference: str) -> HttpResponse:
    """Write an invoice for a bill. Context: `bill`, `form`, `lacks`, `standing`."""
    bill = bill_or_404(request.user, house, reference, may="money")
    form = AddresseeForm(request.POST or None, bill=bill)
    if request.method == "POST" and form.is_valid():
        try:
            written = documents.invoice(bill, to=form.addressee, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Written. The guest finds it with the stay."))
            return redirect(page_of(written))
    lacks = missing(queries.legal_details(bill.house))
    context = {"bill": bill, "form": form, "lacks": lacks, "standing": queries.open_invoice(bill)}
    return _framed(request, "payments/desk/invoice.html", context, title=_("Invoice"))


@require_http_methods(["GET", "HEAD", "POST"])
def legal(request: StewardRequest, house: str) -> HttpResponse:
    """What the house says on paper. Context: `house`, `form`, `lacks`."""
    found = house_or_404(request.user, house, may="settings")
    details = queries.legal_details(found)
    form = LegalDetailsForm(request.POST or None, instance=details)
    if request.method == "POST" and form.is_valid():
        documents.keep_details(found, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Kept. It stands on what is written from now on."))
        return redirect("money:legal", found.slug)
    title = _("%(house)s: on paper") % {"house": found}
    context = {"house": found, "form": form, "lacks": missing(queries.legal_details(found))}
    return _framed(request, "payments/desk/legal.html", context, title=title)


def page_of(document: Document) -> str:
    """The address of a document in the admin."""
    return reverse("money:document", args=[document.house.slug, document.number])


def _framed(request: StewardRequest, template: str, context: dict[str, Any], *, title: str) -> HttpResponse:
    trail = [(reverse("money:documents"), _("Documents"))]
    return framed(request, template, context, title=title, icon="doc-full", trail=trail)

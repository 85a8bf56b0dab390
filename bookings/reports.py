"""Reports that have to know how stays stand."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from bookings.queries.outstanding import outstanding
from payments.reports import ReaderRequest, show


@require_GET
def outstanding_report(request: ReaderRequest) -> HttpResponse:
    return show(request, outstanding)

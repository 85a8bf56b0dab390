"""What is open on stays."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from bookings.queries.outstanding import outstanding
from locations.views.houses import StewardRequest
from payments.reports import show


@require_GET
def outstanding_report(request: StewardRequest) -> HttpResponse:
    return show(request, outstanding)

"""A payment that the guest's bank takes back: all that speaks for the house, on one page to print."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bookings.queries.dossier import dossier
from bookings.views.desk import booking_or_404, page_of
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from messaging.models import Message
from payments.models import Dispute


@require_GET
def evidence(request: StewardRequest, house: str, number: str, dispute: int) -> HttpResponse:
    """Context: `dispute`, the `dossier` of its stay and the `mails` about it."""
    booking = booking_or_404(request.user, house, number, may="money")
    disputes = Dispute.objects.filter(payment__bill=booking.bill_id).select_related("payment")
    found = get_object_or_404(disputes, pk=dispute)
    return framed(
        request,
        "bookings/desk/dispute.html",
        {
            "dispute": found,
            "dossier": dossier(booking, now=timezone.now()),
            "mails": Message.objects.filter(thread=booking.thread_id).order_by("created_at", "pk"),
        },
        title=_("Evidence for %(number)s") % {"number": booking.number},
        icon="warning",
        trail=[(page_of(booking), f"{booking.guest}, {booking.number}")],
    )

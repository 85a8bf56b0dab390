"""Money that is to go back to a guest and did not get there by itself."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from bookings.actions import Refused
from bookings.forms.desk import SettledForm
from bookings.models import Booking
from bookings.views.desk import booking_or_404, page_of
from locations.views.houses import StewardRequest
from payments.actions import refunds
from payments.queries import failed_refunds


@require_POST
def done(request: StewardRequest, house: str, number: str, refund: int) -> HttpResponse:
    """Money was given back by hand."""
    booking = booking_or_404(request.user, house, number, may="money")
    back = get_object_or_404(booking.bill.refunds, pk=refund)
    now = timezone.now()
    said = _("Noted: the money is given back.")
    return _try(request, booking, lambda: refunds.mark_done(back, by=request.user, now=now), said)


@require_POST
def again(request: StewardRequest, house: str, number: str, refund: int) -> HttpResponse:
    """Send a refund that failed once more."""
    booking = booking_or_404(request.user, house, number, may="money")
    failed = get_object_or_404(failed_refunds().filter(bill=booking.bill_id), pk=refund)
    now = timezone.now()
    said = _("The refund is on its way again. If it fails once more, it is shown here.")
    return _try(request, booking, lambda: refunds.try_again(failed, by=request.user, now=now), said)


@require_POST
def settled(request: StewardRequest, house: str, number: str, refund: int) -> HttpResponse:
    """What a refund that failed did not give back was given back in another way."""
    booking = booking_or_404(request.user, house, number, may="money")
    failed = get_object_or_404(failed_refunds().filter(bill=booking.bill_id), pk=refund)
    form = SettledForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reference"])))
        return redirect(page_of(booking))
    reference, now = form.cleaned_data["reference"], timezone.now()
    return _try(
        request,
        booking,
        lambda: refunds.settle_by_hand(failed, reference=reference, by=request.user, now=now),
        _("Noted: the money is given back in another way."),
    )


def _try(request: StewardRequest, booking: Booking, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(page_of(booking))

"""On to the payment page."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from bookings.actions import Refused, open_payment
from bookings.models import Booking
from bookings.queries import stays_of
from bookings.views import GuestRequest


@require_POST
@login_required
def pay(request: GuestRequest, number: str) -> HttpResponse:
    """A guest pays for their own booking."""
    return to_payment(request, get_object_or_404(stays_of(request.user), number=number), timezone.now())


def to_payment(request: GuestRequest, booking: Booking, now: datetime) -> HttpResponse:
    """Lead to the payment page, or back to the stay with a message of why that can't be."""
    try:
        return redirect(open_payment(booking, by=request.user, now=now).url)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my_stay", booking.number)

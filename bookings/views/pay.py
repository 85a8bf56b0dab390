"""On to the payment page: all at once, a part, or by somebody else."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bookings.actions import Refused, make_link, open_payment, revoke_link
from bookings.forms.paying import AmountForm, LinkForm
from bookings.models import Booking
from bookings.queries.payers import payers
from bookings.queries.sentences import standing
from bookings.views.mine import own_stay
from members.views import PersonRequest
from payments.queries import balance


@require_POST
@login_required
def pay(request: PersonRequest, number: str) -> HttpResponse:
    """A guest pays for their own booking: all that is to pay now, or the amount they typed."""
    booking, now = own_stay(request, number), timezone.now()
    if "amount" not in request.POST:
        return to_payment(request, booking, now)
    form = AmountForm(request.POST, most=balance(booking.bill).owed, currency=booking.bill.currency)
    if form.is_valid():
        try:
            amount = form.cleaned_data["amount"]
            return redirect(open_payment(booking, by=request.user, amount=amount, now=now).url)
        except Refused as refused:
            form.add_error("amount", str(refused))
    return _show(request, booking, amount=form)


def to_payment(request: PersonRequest, booking: Booking, now: datetime) -> HttpResponse:
    """Lead to the payment page, or back to the stay with a message of why that can't be."""
    try:
        return redirect(open_payment(booking, by=request.user, now=now).url)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("my_stay", booking.number)


@never_cache
@require_GET
@login_required
def paying(request: PersonRequest, number: str) -> HttpResponse:
    """A part now, or a link for somebody else."""
    return _show(request, own_stay(request, number))


@require_POST
@login_required
def add_link(request: PersonRequest, number: str) -> HttpResponse:
    """A new link; where something is amiss, the page comes back with what was typed."""
    booking = own_stay(request, number)
    form = LinkForm(request.POST, most=balance(booking.bill).owed, currency=booking.bill.currency)
    if form.is_valid():
        try:
            make_link(booking, **form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The link is ready. Copy it and send it on."))
            return redirect("paying", number)
    return _show(request, booking, link=form)


@require_POST
@login_required
def end_link(request: PersonRequest, number: str, link: int) -> HttpResponse:
    """A link stops working."""
    booking = own_stay(request, number)
    revoke_link(get_object_or_404(booking.bill.links, pk=link), by=request.user, now=timezone.now())
    messages.success(request, _("The link works no longer."))
    return redirect("paying", number)


def _show(
    request: PersonRequest,
    booking: Booking,
    *,
    amount: AmountForm | None = None,
    link: LinkForm | None = None,
) -> HttpResponse:
    """Context: `booking`, `standing`, `balance`, `payers`, `amount_form`, `link_form`."""
    seen, currency = balance(booking.bill), booking.bill.currency
    context = {
        "booking": booking,
        "standing": standing(booking, now=timezone.now()),
        "balance": seen,
        "payers": payers(booking.bill),
        "amount_form": amount or AmountForm(most=seen.owed, currency=currency),
        "link_form": link or LinkForm(most=seen.owed, currency=currency),
    }
    return render(request, "bookings/paying.html", context)

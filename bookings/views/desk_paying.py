"""Who pays for a stay, at the desk: links for others, and money that was noted by mistake."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from bookings.actions import Refused, make_link, revoke_link
from bookings.forms.desk import ReverseForm
from bookings.forms.paying import LinkForm
from bookings.models import Booking
from bookings.views.desk import booking_or_404, page_of, trail_to
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from payments.actions import charges
from payments.models import BY_HAND, MoneyState, Payment
from payments.queries import balance


@require_http_methods(["GET", "POST"])
def link(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """Make a link for somebody who pays instead of the guest. Context: `form`, `booking`, `back`."""
    booking = booking_or_404(request.user, house, number, may="money")
    posted = request.POST if request.method == "POST" else None
    form = LinkForm(posted, most=balance(booking.bill).owed, currency=booking.bill.currency)
    form.fields["name"].help_text = _("Only the guest and the house see it.")
    if posted is not None and form.is_valid():
        try:
            make_link(booking, **form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The link is ready below the bill."))
            return redirect(page_of(booking))
    context = {"form": form, "booking": booking, "back": page_of(booking)}
    return framed(
        request,
        "bookings/desk/link.html",
        context,
        title=_("A link to pay"),
        icon="link",
        trail=trail_to(booking),
    )


@require_POST
def revoke(request: StewardRequest, house: str, number: str, link: int) -> HttpResponse:
    """A link stops working."""
    booking = booking_or_404(request.user, house, number, may="money")
    revoke_link(get_object_or_404(booking.bill.links, pk=link), by=request.user, now=timezone.now())
    messages.success(request, _("The link works no longer."))
    return redirect(page_of(booking))


@require_http_methods(["GET", "POST"])
def reverse_payment(request: StewardRequest, house: str, number: str, payment: int) -> HttpResponse:
    """Take back money noted by hand, after asking. Context: `form`, `payment`, `booking`, `back`."""
    booking = booking_or_404(request.user, house, number, may="money")
    noted = get_object_or_404(
        booking.bill.payments.filter(source__in=BY_HAND, state=MoneyState.SUCCEEDED), pk=payment
    )
    form = ReverseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _take_back(request, booking, noted, form)
    return _ask(request, booking, noted, form)


def _take_back(request: StewardRequest, booking: Booking, noted: Payment, form: ReverseForm) -> HttpResponse:
    try:
        charges.reverse(noted, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _ask(request, booking, noted, form)
    messages.success(request, _("Noted: this money did not come."))
    return redirect(page_of(booking))


def _ask(request: StewardRequest, booking: Booking, noted: Payment, form: ReverseForm) -> HttpResponse:
    return framed(
        request,
        "bookings/desk/reverse.html",
        {"form": form, "payment": noted, "booking": booking, "back": page_of(booking)},
        title=_("Take a payment back"),
        icon="undo",
        trail=trail_to(booking),
    )

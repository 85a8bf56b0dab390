"""The page of who else pays: no sign-in, and nothing of the guest."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bookings.actions import Refused, open_payment
from bookings.forms.paying import AmountForm
from bookings.models import Booking
from bookings.rules.states import TAKES_BEDS
from payments.models import PaymentLink
from payments.queries import asked_of, how_it_came, link_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay_link(request: HttpRequest, address: str) -> HttpResponse:
    """What somebody with a link needs to pay; by POST on to the payment page."""
    link = link_of(address)
    booking = (
        Booking.objects.filter(bill=link.bill_id).select_related("room__house").first() if link else None
    )
    if link is None or booking is None:
        raise Http404
    now = timezone.now()
    asked = asked_of(link) if booking.current_state(now) in TAKES_BEDS else Decimal(0)
    posted = request.POST if request.method == "POST" else None
    form = AmountForm(posted, most=asked, currency=link.bill.currency)
    if posted is not None and form.is_valid():
        try:
            amount = form.cleaned_data["amount"]
            return redirect(open_payment(booking, by=None, link=link, amount=amount, now=now).url)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show(request, link, booking, form, asked=asked)


def _show(
    request: HttpRequest, link: PaymentLink, booking: Booking, form: AmountForm, *, asked: Decimal
) -> HttpResponse:
    """Context: `bill`, `house`, `stay`, `asked`, `came` (see `how_it_came`), `form`; 410 once revoked."""
    context = {
        "bill": link.bill,
        "house": booking.house,
        "stay": booking.stay,
        "is_revoked": link.revoked_at is not None,
        "asked": asked,
        "came": how_it_came(link.bill, link=link),
        "form": form,
    }
    status = 410 if link.revoked_at else 200
    answer = render(request, "bookings/pay_link.html", context, status=status)
    # The address is the key: it is told to no page that is opened from here, and to no search engine.
    answer["Referrer-Policy"], answer["X-Robots-Tag"] = "no-referrer", "noindex"
    return answer

"""Doing something to a booking: a screen that says what happens, and the deed itself, by POST only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from bookings.actions import Refused
from bookings.queries.desk import Row, row
from bookings.rules.clock import today
from bookings.rules.desk import Verb
from bookings.views.deed import Deed
from bookings.views.deeds import DEEDS
from bookings.views.desk import booking_or_404, page_of, trail_to
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from payments.queries import balance


@require_http_methods(["GET", "POST"])
def do(request: StewardRequest, house: str, number: str, verb: str) -> HttpResponse:
    """Context of the screen: `deed`, `form`, `row`, `happens`, `next`."""
    if verb not in set(Verb):
        raise Http404
    deed = DEEDS[Verb(verb)]
    now = timezone.now()
    booking = booking_or_404(request.user, house, number, may=deed.may)
    seen = row(booking, balance(booking.bill), now=now)
    posted = request.POST if request.method == "POST" else None
    form = deed.form(posted, row=seen, today=today(now, booking.house.zone))
    if posted is not None and form.is_valid():
        try:
            deed.act(booking, form.cleaned_data, request.user, now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(deed.done) % {"guest": booking.guest})
            return redirect(get_valid_next_url_from_request(request) or page_of(booking))
    if form.fields or not form.errors:
        return _ask(request, deed, form, seen)
    # There was nothing to type, so there is nothing to lose.
    messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect(page_of(booking))


def _ask(request: HttpRequest, deed: Deed, form: object, seen: Row) -> HttpResponse:
    booking = seen.booking
    if deed.verb not in seen.verbs and request.method == "GET":
        messages.error(request, _("This can't be done now."))
        return redirect(page_of(booking))
    return framed(
        request,
        "bookings/desk/deed.html",
        {
            "deed": deed,
            "form": form,
            "row": seen,
            "happens": deed.happens(seen),
            "next": get_valid_next_url_from_request(request),
            "back": page_of(booking),
        },
        title=str(deed.title),
        icon=deed.icon,
        trail=trail_to(booking),
    )

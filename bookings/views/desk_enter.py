"""A steward enters a stay: first its price and whether there is a bed, then another button does it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from bookings.actions import Refused, enter_stay
from bookings.actions.entering import Preview, preview
from bookings.forms.entering import EntryForm
from bookings.views.desk import page_of
from locations.access import house_or_404
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest

# What a link from the calendar says already.
KNOWN = ("arrive", "depart", "people", "email", "name")


@require_http_methods(["GET", "POST"])
def enter(request: StewardRequest, house: str) -> HttpResponse:
    """Context: `house`, `form`, `seen` (a Preview; None before a look)."""
    found, now = house_or_404(request.user, house, may="bookings"), timezone.now()
    if request.method != "POST":
        return _show(request, found, EntryForm(house=found, initial=_known(request, found)), None)
    form, seen = EntryForm(request.POST, house=found), None
    if form.is_valid():
        room, entry = form.cleaned_data["room"], form.entry
        try:
            if "sure" in request.POST:
                booking = enter_stay(room, entry, by=request.user, now=now, key=form.cleaned_data["key"])
                messages.success(request, _("Entered. %(guest)s gets a mail.") % {"guest": booking.guest})
                return redirect(page_of(booking))
            seen = preview(room, entry, by=request.user, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show(request, found, form, seen)


def _known(request: StewardRequest, house: House) -> dict[str, object]:
    known: dict[str, object] = {name: request.GET[name] for name in KNOWN if name in request.GET}
    if room := house.rooms.filter(slug=request.GET.get("room", "").replace("\0", "")).first():
        known["room"] = room.pk
    return known


def _show(request: StewardRequest, house: House, form: EntryForm, seen: Preview | None) -> HttpResponse:
    context = {"house": house, "form": form, "seen": seen}
    title, trail = _("Enter a stay"), [(reverse("desk:bookings"), _("Bookings"))]
    return framed(request, "bookings/desk/enter.html", context, title=title, icon="plus", trail=trail)

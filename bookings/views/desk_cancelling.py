"""What goes back when a guest cancels: the house's policy for stays booked from now on."""

from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from bookings.forms.bill import CancellingForm
from bookings.queries.policies import planned
from bookings.rules.clock import today
from locations.access import house_or_404
from locations.actions import change_settings
from locations.actions.settings import CANCELLING
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest

SAMPLE, AHEAD = Decimal(100), timedelta(days=40)


@require_http_methods(["GET", "POST"])
def cancelling(request: StewardRequest, house: str) -> HttpResponse:
    """Context: `house`, `form`, `backs` (of a sample stay under the policy that holds), `arrive`."""
    found, now = house_or_404(request.user, house, may="settings"), timezone.now()
    form = CancellingForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in CANCELLING if name in form.cleaned_data}
        try:
            change_settings(found, **changes, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. Stays booked before keep the policy they were booked with."))
            return redirect("desk:cancelling", found.slug)
    kept = House.objects.get(pk=found.pk)
    arrive = today(now, kept.zone) + AHEAD
    context = {
        "house": kept,
        "form": form,
        "arrive": arrive,
        "backs": planned(kept, arrive=arrive, total=SAMPLE, now=now),
    }
    trail = [
        (reverse("houses:list"), _("Houses")),
        (reverse("desk:prices", args=[kept.slug]), _("Prices")),
    ]
    title = _("When a guest cancels")
    return framed(request, "bookings/desk/cancelling.html", context, title=title, icon="undo", trail=trail)

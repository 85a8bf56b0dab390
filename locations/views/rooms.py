"""What a room's stewards set themselves."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from locations.access import house_or_404
from locations.actions import change_room
from locations.forms import RoomSettingsForm
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@require_http_methods(["GET", "POST"])
def settings(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """Price and amenities. Context: `form`, `room`."""
    found = get_object_or_404(house_or_404(request.user, house, may="settings").rooms, slug=room)
    form = RoomSettingsForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_room(found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. Stays asked for before keep their price."))
            return redirect("houses:list")
    context = {"form": form, "room": found}
    title = _("%(room)s: settings") % {"room": found}
    trail = [(reverse("houses:list"), _("Houses"))]
    return framed(request, "locations/desk/room_settings.html", context, title=title, icon="cog", trail=trail)

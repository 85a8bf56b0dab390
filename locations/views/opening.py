"""Opening a house (operators) and a room (its stewards): row and draft page in one step."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from locations.access import house_or_404
from locations.actions import found_house, open_room
from locations.forms import OpenHouseForm, OpenRoomForm
from locations.queries import house_pages, room_pages
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@require_http_methods(["GET", "POST"])
def house(request: StewardRequest) -> HttpResponse:
    """A new house, by an operator. Context: `form`, `button`."""
    if not request.user.is_superuser:
        raise Http404
    form = OpenHouseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = found_house(**form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _(
                "The house is open as a draft, and its steward gets a mail. Write its page and add rooms."
            )
            messages.success(request, said)
            return redirect("wagtailadmin_pages:edit", house_pages([opened])[opened.pk].pk)
    return _ask(request, form, title=_("Open a house"))


@require_http_methods(["GET", "POST"])
def room(request: StewardRequest, house: str) -> HttpResponse:
    """A new room, by a steward. Context: `form`, `button`."""
    found = house_or_404(request.user, house, may="settings")
    form = OpenRoomForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_room(found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _(
                "The room is there as a draft. Write its page and publish it, and say from when it is open."
            )
            messages.success(request, said)
            return redirect("wagtailadmin_pages:edit", room_pages([opened])[opened.pk].pk)
    return _ask(request, form, title=_("Open a room in %(house)s") % {"house": found})


def _ask(request: StewardRequest, form: OpenHouseForm | OpenRoomForm, *, title: str) -> HttpResponse:
    trail = [(reverse("houses:list"), _("Houses"))]
    context = {"form": form, "button": title}
    return framed(request, "locations/desk/open.html", context, title=title, icon="plus", trail=trail)

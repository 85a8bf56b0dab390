"""The addresses of a house and its rooms, which operators change."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from locations.access import house_or_404
from locations.actions import change_house_slug, change_room_slug
from locations.forms import AddressForm
from locations.models import House, Room
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@require_http_methods(["GET", "POST"])
def of_house(request: StewardRequest, house: str) -> HttpResponse:
    """The address of a house. Context: `house`, `room` (None), `old` (those before), `form`, `rooms`."""
    return _ask(request, _house_or_404(request, house), None)


@require_http_methods(["GET", "POST"])
def of_room(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """The address of a room. Context as of a house, with the `room`."""
    found = _house_or_404(request, house)
    return _ask(
        request, found, get_object_or_404(Room.objects.select_related("house"), house=found, slug=room)
    )


def _house_or_404(request: StewardRequest, slug: str) -> House:
    if not request.user.is_superuser:
        raise Http404
    return house_or_404(request.user, slug)


def _ask(request: StewardRequest, house: House, room: Room | None) -> HttpResponse:
    named = room or house
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"slug": named.slug})
    if request.method == "POST" and form.is_valid():
        try:
            moved = _change(request, house, room, form.cleaned_data["slug"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The address is changed. The old one leads to the new one."))
            return redirect("houses:address", moved.slug)
    context = {
        "house": house,
        "room": room,
        "old": house.old_slugs.filter(room=room),
        "form": form,
        "rooms": house.rooms.order_by("order", "name"),
    }
    title = _("The address of %(name)s") % {"name": named}
    trail = [(reverse("houses:list"), _("Houses"))]
    return framed(request, "locations/desk/address.html", context, title=title, icon="link", trail=trail)


def _change(request: StewardRequest, house: House, room: Room | None, slug: str) -> House:
    now = timezone.now()
    if room is None:
        return change_house_slug(house, slug=slug, by=request.user, now=now)
    return change_room_slug(room, slug=slug, by=request.user, now=now).house

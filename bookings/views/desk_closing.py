"""Closing a house or a room and opening it again; what is fixed once a house or a room is booked."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from bookings.actions import Refused
from bookings.actions.basis import change_basis
from bookings.actions.closing import change_kind, close, reopen
from bookings.forms.desk import BasisForm, KindForm
from locations.access import house_or_404
from locations.models import House, HousePage, Room, RoomPage
from locations.queries import house_pages, room_pages
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from members.models import User


@require_http_methods(["GET", "POST"])
def house(request: StewardRequest, house: str) -> HttpResponse:
    """Close a house or open it again. Context: `place`, `page`, `room` (False)."""
    found = house_or_404(request.user, house, may="settings")
    return _close_or_reopen(request, found, house_pages([found]).get(found.pk))


@require_http_methods(["GET", "POST"])
def room(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """Close a room or open it again. Context as for a house."""
    found = _room_or_404(request.user, house, room)
    return _close_or_reopen(request, found, room_pages([found]).get(found.pk))


def _close_or_reopen(
    request: StewardRequest, place: House | Room, page: HousePage | RoomPage | None
) -> HttpResponse:
    if request.method == "POST":
        closes = request.POST.get("do") == "close"
        try:
            (close if closes else reopen)(place, by=request.user, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            told = _("%(place)s is closed.") if closes else _("%(place)s is open again.")
            messages.success(request, told % {"place": place})
        return redirect("houses:list")
    closes = page is not None and page.live
    title = (_("Close %(place)s") if closes else _("Open %(place)s again")) % {"place": place}
    context = {"place": place, "page": page, "closes": closes, "is_room": isinstance(place, Room)}
    return framed(
        request, "bookings/desk/closing.html", context, title=title, icon="lock" if closes else "lock-open",
        trail=[(reverse("houses:list"), _("Houses"))],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def kind(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """Whether a room sells whole or by the bed, until somebody asks for it. Context: `form`, `room`."""
    found = _room_or_404(request.user, house, room)
    settings = reverse("houses:room_settings", args=[found.house.slug, found.slug])
    form = KindForm(request.POST if request.method == "POST" else None, initial={"kind": found.kind})
    if request.method == "POST" and form.is_valid():
        try:
            change_kind(found, kind=form.cleaned_data["kind"], by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept. Look at the room's beds and its price: they count otherwise."))
            return redirect(settings)
    context = {"form": form, "room": found, "back": settings}
    title = _("%(room)s: kind of room") % {"room": found}
    trail = [(reverse("houses:list"), _("Houses")), (settings, found.name)]
    return framed(request, "bookings/desk/kind.html", context, title=title, icon="home", trail=trail)


@require_http_methods(["GET", "POST"])
def basis(request: StewardRequest, house: str) -> HttpResponse:
    """What a house is called, counted and dated by, set by operators. Context: `form`, `house`, `back`."""
    if not request.user.is_superuser:
        raise Http404
    found = house_or_404(request.user, house)
    settings = reverse("houses:settings", args=[found.slug])
    given = {field: getattr(found, field) for field in BasisForm.base_fields}
    form = BasisForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            change_basis(found, **form.cleaned_data, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(settings)
    context = {"form": form, "house": found, "back": settings}
    title = _("%(house)s: name, currency and time zone") % {"house": found}
    trail = [(reverse("houses:list"), _("Houses")), (settings, found.name)]
    return framed(request, "bookings/desk/basis.html", context, title=title, icon="home", trail=trail)


def _room_or_404(user: User, house: str, room: str) -> Room:
    own = house_or_404(user, house, may="settings")
    return get_object_or_404(Room.objects.select_related("house"), house=own, slug=room)

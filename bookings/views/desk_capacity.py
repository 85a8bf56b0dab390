"""A room's beds over time: what was, is and will be offered, and changing it."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from bookings.actions import Refused
from bookings.actions.capacity import change_capacity, remove_change
from bookings.forms.desk import CapacityForm
from bookings.queries.timeline import timeline
from bookings.rules.clock import today
from bookings.views.desk import StewardRequest
from locations.access import house_or_404
from locations.models import Room
from locations.rules.capacity import Edit
from locations.views.frame import framed
from members.models import User


@require_http_methods(["GET", "POST"])
def capacity(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """The timeline, and a form for a change. Context: `room`, `stretches`, `form`, `blocks`."""
    now = timezone.now()
    found = _room_or_404(request.user, house, room)
    day = today(now, found.house.zone)
    form = CapacityForm(request.POST if request.method == "POST" else None, room=found, today=day)
    if request.method == "POST" and form.is_valid():
        try:
            edit = change_capacity(found, **form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say(request, found, edit, form.cleaned_data["start_date"], form.cleaned_data["beds"])
            return redirect(_timeline_of(found))
    context = {
        "room": found,
        "stretches": timeline(found, today=day),
        "form": form,
        "blocks": found.blocks.filter(removed_at=None, end__gt=day),
    }
    title = _("%(room)s: beds over time") % {"room": found}
    return framed(
        request, "bookings/desk/capacity.html", context, title=title, icon="calendar", trail=_trail()
    )


@require_http_methods(["GET", "POST"])
def remove(request: StewardRequest, house: str, room: str, change: int) -> HttpResponse:
    """Take a change away, after saying what that does. Context: `room`, `stretch`, `back`."""
    now = timezone.now()
    found = _room_or_404(request.user, house, room)
    gone = get_object_or_404(found.capacity_changes, pk=change)
    if request.method == "POST":
        try:
            remove_change(gone, by=request.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The change is gone."))
        return redirect(_timeline_of(found))
    stretches = timeline(found, today=today(now, found.house.zone))
    place = next(n for n, stretch in enumerate(stretches) if stretch.change == gone)
    context = {
        "room": found,
        "stretch": stretches[place],
        "before": stretches[place - 1].change.beds if place else 0,
        "back": _timeline_of(found),
    }
    title = _("Take a change away")
    trail = [*_trail(), (_timeline_of(found), found.name)]
    return framed(request, "bookings/desk/remove_change.html", context, title=title, icon="bin", trail=trail)


def _room_or_404(user: User, house: str, room: str) -> Room:
    own = house_or_404(user, house, may="capacity")
    return get_object_or_404(Room.objects.select_related("house"), house=own, slug=room)


def _timeline_of(room: Room) -> str:
    return reverse("desk:capacity", args=[room.house.slug, room.slug])


def _trail() -> list[tuple[str, str]]:
    return [(reverse("houses:list"), _("Houses"))]


def _say(request: StewardRequest, room: Room, edit: Edit, start: date, beds: int) -> None:
    words = {"start": date_format(start, "D j F Y"), "n": beds}
    if edit.repeats:
        told = _("The night before %(start)s offers just as much, so there is nothing to change.") % words
    else:
        told = ngettext("From %(start)s on: %(n)d bed.", "From %(start)s on: %(n)d beds.", beds) % words
    if edit.merged:
        told += " " + _("The change of %(merged)s said the same and is gone.") % {
            "merged": date_format(edit.merged, "D j F Y")
        }
    (messages.warning if edit.repeats else messages.success)(request, told)

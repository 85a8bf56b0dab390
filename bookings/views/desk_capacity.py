"""A room's beds over time: what was, is and will be offered, and changing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

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
from bookings.actions.refused import InTheWay
from bookings.forms.desk import CapacityForm
from bookings.models import Owner
from bookings.queries.capacity import Preview, preview_change, preview_removal
from bookings.queries.timeline import timeline
from bookings.rules.clock import today
from locations.access import house_or_404
from locations.models import CapacityChange, Room
from locations.rules.capacity import Edit, InThePast
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from members.models import User


@require_http_methods(["GET", "POST"])
def capacity(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """The timeline, and a form for a change; fewer beds are asked about first.

    Context: `room`, `stretches`, `form`, `blocks`, `in_the_way`.
    """
    now = timezone.now()
    found = room_or_404(request.user, house, room)
    day = today(now, found.house.zone)
    form = CapacityForm(request.POST if request.method == "POST" else None, room=found, today=day)
    in_the_way: Sequence[Owner] = ()
    if request.method == "POST" and form.is_valid():
        look = _look(found, form.cleaned_data, now)
        if look and look.lowers and not look.in_the_way and "sure" not in request.POST:
            return _ask(request, found, form, look)
        try:
            edit = change_capacity(found, **form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
            in_the_way = refused.owners if isinstance(refused, InTheWay) else ()
        else:
            _say(request, found, edit, form.cleaned_data["start_date"], form.cleaned_data["beds"])
            return redirect(timeline_of(found))
    context = {
        "room": found,
        "stretches": timeline(found, today=day, now=now),
        "form": form,
        "blocks": found.blocks.filter(removed_at=None, end__gt=day),
        "in_the_way": in_the_way,
    }
    title = _("%(room)s: beds over time") % {"room": found}
    return framed(
        request, "bookings/desk/capacity.html", context, title=title, icon="calendar", trail=_trail()
    )


def _look(room: Room, typed: Mapping[str, Any], now: datetime) -> Preview | None:
    """What the change would do; None where the action will say why it can't be."""
    try:
        return preview_change(room, **typed, now=now)
    except InThePast:
        return None


def _ask(request: StewardRequest, room: Room, form: CapacityForm, look: Preview) -> HttpResponse:
    """Context: `room`, `preview`, `typed` and `sure` to send again, `button`, `back`."""
    context = {
        "room": room,
        "preview": look,
        "typed": {name: form[name].value() for name in form.fields},
        "button": _("Offer fewer beds") if room.is_shared else _("Close the room"),
        "back": timeline_of(room),
    }
    return framed(
        request, "bookings/desk/change_beds.html", context,
        title=str(context["button"]), icon="calendar", trail=trail_of(room),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def remove(request: StewardRequest, house: str, room: str, change: int) -> HttpResponse:
    """Take a change away, after saying what that does.

    Context: `room`, `preview`, `gone`, `button`, `back`.
    """
    now = timezone.now()
    found = room_or_404(request.user, house, room)
    gone = get_object_or_404(found.capacity_changes, pk=change)
    try:
        if request.method == "GET":
            look = preview_removal(gone, now=now)
            return _ask_removal(request, found, gone, look)
        remove_change(gone, by=request.user, now=now)
    except InThePast:
        messages.error(request, _("Nights before today are over and stay as they were."))
    except KeyError:
        messages.error(request, _("This change is gone already."))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The change is gone."))
    return redirect(timeline_of(found))


def _ask_removal(request: StewardRequest, room: Room, gone: CapacityChange, look: Preview) -> HttpResponse:
    context = {
        "room": room,
        "preview": look,
        "gone": gone,
        "button": _("Take it away"),
        "back": timeline_of(room),
    }
    title = _("Take a change away")
    return framed(
        request, "bookings/desk/change_beds.html", context, title=title, icon="bin", trail=trail_of(room)
    )


def room_or_404(user: User, house: str, room: str) -> Room:
    """A room of a house whose capacity `user` may change; 404 for every other."""
    own = house_or_404(user, house, may="capacity")
    return get_object_or_404(Room.objects.select_related("house"), house=own, slug=room)


def timeline_of(room: Room) -> str:
    """The address of the room's beds over time."""
    return reverse("desk:capacity", args=[room.house.slug, room.slug])


def _trail() -> list[tuple[str, str]]:
    return [(reverse("houses:list"), _("Houses"))]


def trail_of(room: Room) -> list[tuple[str, str]]:
    """The way to a screen below the room's beds over time."""
    return [*_trail(), (timeline_of(room), room.name)]


def _say(request: StewardRequest, room: Room, edit: Edit, start: date, beds: int) -> None:
    words = {"start": date_format(start, "D j F Y"), "n": beds}
    if edit.repeats:
        told = _("The night before %(start)s offers just as much, so there is nothing to change.") % words
    else:
        told = _now_offered(room, beds) % words
    if edit.merged:
        told += " " + _("The change of %(merged)s said the same and is gone.") % {
            "merged": date_format(edit.merged, "D j F Y")
        }
    (messages.warning if edit.repeats else messages.success)(request, told)


def _now_offered(room: Room, beds: int) -> str:
    if room.is_shared:
        return ngettext("From %(start)s on: %(n)d bed.", "From %(start)s on: %(n)d beds.", beds)
    return _("From %(start)s on the room is open.") if beds else _("From %(start)s on the room is closed.")

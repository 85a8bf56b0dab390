"""Beds a steward keeps from being sold: blocking them, and selling them again."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from bookings.actions import Refused
from bookings.actions.blocks import block, unblock
from bookings.actions.refused import InTheWay
from bookings.forms.desk import BlockForm
from bookings.models import Owner
from bookings.rules.clock import today
from bookings.views.desk_capacity import room_or_404, timeline_of, trail_of
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@require_http_methods(["GET", "POST"])
def block_beds(request: StewardRequest, house: str, room: str) -> HttpResponse:
    """Keep beds of a room from being sold for some nights. Context: `room`, `form`, `in_the_way`, `back`."""
    now = timezone.now()
    found = room_or_404(request.user, house, room)
    day = today(now, found.house.zone)
    form = BlockForm(request.POST if request.method == "POST" else None, room=found, today=day)
    in_the_way: Sequence[Owner] = ()
    if request.method == "POST" and form.is_valid():
        try:
            block(found, **form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
            in_the_way = refused.owners if isinstance(refused, InTheWay) else ()
        else:
            messages.success(request, _("Blocked. Nobody can book that now."))
            return redirect(timeline_of(found))
    context = {"room": found, "form": form, "in_the_way": in_the_way, "back": timeline_of(found)}
    title = _("Block beds") if found.is_shared else _("Block the room")
    return framed(
        request, "bookings/desk/block.html", context, title=title, icon="lock", trail=trail_of(found)
    )


@require_http_methods(["GET", "POST"])
def remove(request: StewardRequest, house: str, room: str, block: int) -> HttpResponse:
    """Sell blocked beds again, after saying from when on. Context: `room`, `kept`, `start`, `back`."""
    now = timezone.now()
    found = room_or_404(request.user, house, room)
    blocked = get_object_or_404(found.blocks, pk=block)
    if request.method == "POST":
        try:
            unblock(blocked, by=request.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Not blocked any more. Whoever asks first may book that."))
        return redirect(timeline_of(found))
    if blocked.removed_at is not None:
        messages.error(request, _("These beds are sold again already."))
        return redirect(timeline_of(found))
    start = max(blocked.start, today(now, found.house.zone))
    context = {"room": found, "kept": blocked, "start": start, "back": timeline_of(found)}
    title = _("Take a block away")
    return framed(
        request, "bookings/desk/unblock.html", context, title=title, icon="lock-open", trail=trail_of(found)
    )

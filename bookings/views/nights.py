"""`/stay/nights/`: the free nights of now, for pages that an edge may have kept for some minutes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookings.queries.pages import house_cards, room_cards
from locations.access import seen_house_or_404


@require_safe
def nights(request: HttpRequest) -> HttpResponse:
    """Pieces of a page, each of which finds its own place there; `house` narrows to the rooms of one.

    Context: `houses` or `rooms` (cards).
    """
    now = timezone.now()
    slug = request.GET.get("house")
    shown: dict[str, Any]
    if slug is None:
        shown = {"houses": house_cards(request.user, now=now, request=request)}
    else:
        house = seen_house_or_404(request.user, slug)
        shown = {"rooms": room_cards(house, now=now, request=request)}
    return render(request, "bookings/nights.html", shown)

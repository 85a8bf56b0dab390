"""`/stay/` and `/api/availability/`: what is free, over the network or in one house."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bookings.forms import SearchForm
from bookings.queries import Offer, nearest_of, offers
from bookings.queries.pages import house_cards
from bookings.rules.clock import earliest_today
from locations.access import listed_houses
from locations.models import House, Room
from locations.queries import selling_rooms


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """The results page.

    Context: `form`; once it is valid `offers` (all), `bookable`, `near`; `houses` to browse.
    """
    now = timezone.now()
    form = _form(request, now)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        found = _offers(request, form, now)
        context["offers"] = found
        context["bookable"] = [offer for offer in found if offer.is_bookable]
        if not context["bookable"]:
            context["near"] = nearest_of(found, form.stay, form.people, now=now)[:6]
    else:
        context["houses"] = house_cards(request.user, now=now, request=request)
    return render(request, "bookings/stay.html", context)


@require_GET
def availability(request: HttpRequest) -> JsonResponse:
    """The same as data; 400 with a message for each field that is wrong."""
    now = timezone.now()
    form = SearchForm(request.GET, today=earliest_today(now), user=request.user)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    return JsonResponse(
        {
            "arrive": form.stay.arrive,
            "depart": form.stay.depart,
            "guests": form.people,
            "rooms": [_as_data(offer) for offer in _offers(request, form, now)],
        }
    )


def _form(request: HttpRequest, now: datetime) -> SearchForm:
    given = {"arrive", "depart"} & request.GET.keys()
    initial = {name: request.GET[name] for name in ("guests", "house") if name in request.GET}
    return SearchForm(
        request.GET if given else None, today=earliest_today(now), user=request.user, initial=initial
    )


def _offers(request: HttpRequest, form: SearchForm, now: datetime) -> list[Offer]:
    return offers(_rooms(request, form), form.stay, form.people, now=now, request=request)


def _rooms(request: HttpRequest, form: SearchForm) -> QuerySet[Room]:
    house = form.cleaned_data.get("house")
    rooms = selling_rooms(House.objects.filter(pk=house.pk) if house else listed_houses(request.user))
    if room := form.cleaned_data.get("room"):
        rooms = rooms.filter(slug=room)
    return rooms


def _as_data(offer: Offer) -> dict[str, Any]:
    return {
        "house": offer.room.house.slug,
        "room": offer.room.slug,
        "title": offer.page.title,
        "url": offer.url,
        "free": offer.free,
        "nights": [{"night": night.night, "free": night.free} for night in offer.nights],
        "total": str(offer.quote.total),
        "currency": offer.quote.currency,
        "bookable": offer.is_bookable,
        "why_not": offer.why_not,
    }

"""`/stay/` and `/api/availability/`: what is free, over the network or in one house."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bookings.forms import ResultsForm, SearchForm
from bookings.queries import Offer, nearest_of, offers
from bookings.queries.pages import house_cards
from bookings.rules.clock import earliest_today
from locations.access import listed_houses
from locations.models import House, Room
from locations.queries import selling_rooms

# What is kept of an address without dates.
KEPT = ("guests", "house", "kind", "most", "currency")


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """The results page.

    Context: `form`; once it is valid `offers` (all that pass its filters), `bookable`, `near`, `elsewhere`
    (bookable, in other houses than the one asked for); `houses` to browse where nothing fits.
    """
    now = timezone.now()
    form = _form(request, now)
    context = _found(request, form, now) if form.is_bound and form.is_valid() else {}
    if not context.get("bookable") and not context.get("elsewhere"):
        context["houses"] = house_cards(request.user, now=now, request=request)
    shown = [*context.get("offers", []), *context.get("elsewhere", [])]
    form.offer_currencies(
        [offer.quote.currency for offer in shown]
        + [card.house.currency for card in context.get("houses", [])]
    )
    return render(request, "bookings/stay.html", {"form": form, **context})


def _found(request: HttpRequest, form: ResultsForm, now: datetime) -> dict[str, Any]:
    found = _within_price(_offers(request, form, now), form)
    bookable = [offer for offer in found if offer.is_bookable]
    context: dict[str, Any] = {"offers": found, "bookable": bookable}
    if not bookable:
        context["near"] = nearest_of(found, form.stay, form.people, now=now)[:6]
        context["elsewhere"] = _elsewhere(request, form, now)
    return context


def _within_price(found: list[Offer], form: ResultsForm) -> list[Offer]:
    most, currency = form.cleaned_data["most"], form.cleaned_data["currency"]
    if most is None:
        return found
    return [offer for offer in found if offer.quote.currency == currency and offer.quote.total <= most]


def _elsewhere(request: HttpRequest, form: ResultsForm, now: datetime) -> list[Offer]:
    """What is bookable in listed houses but the one that was asked for."""
    house = form.cleaned_data["house"]
    if house is None:
        return []
    rooms = _filtered(selling_rooms(listed_houses(request.user).exclude(pk=house.pk)), form)
    others = offers(rooms, form.stay, form.people, now=now, request=request)
    return [offer for offer in _within_price(others, form) if offer.is_bookable]


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


def _form(request: HttpRequest, now: datetime) -> ResultsForm:
    given = {"arrive", "depart"} & request.GET.keys()
    initial: dict[str, Any] = {name: request.GET[name] for name in KEPT if name in request.GET}
    initial["amenities"] = request.GET.getlist("amenities")
    return ResultsForm(
        request.GET if given else None, today=earliest_today(now), user=request.user, initial=initial
    )


def _offers(request: HttpRequest, form: SearchForm, now: datetime) -> list[Offer]:
    return offers(_rooms(request, form), form.stay, form.people, now=now, request=request)


def _rooms(request: HttpRequest, form: SearchForm) -> QuerySet[Room]:
    house = form.cleaned_data.get("house")
    rooms = selling_rooms(House.objects.filter(pk=house.pk) if house else listed_houses(request.user))
    if room := form.cleaned_data.get("room"):
        rooms = rooms.filter(Q(slug=room) | Q(pk__in=Room.objects.filter(old_slugs__slug=room).values("pk")))
    return _filtered(rooms, form)


def _filtered(rooms: QuerySet[Room], form: SearchForm) -> QuerySet[Room]:
    if kind := form.cleaned_data.get("kind"):
        rooms = rooms.filter(kind=kind)
    if amenities := form.cleaned_data.get("amenities"):
        rooms = rooms.filter(amenities__contains=amenities)
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

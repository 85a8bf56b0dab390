"""Addresses of the program that this one replaces: its links, bookmarks and search results lead on."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, re_path, reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from locations.access import seen_house_at
from locations.models import House, HousePage
from locations.queries import house_pages, room_pages, selling_rooms
from messaging.views.mailgun import take_mail_of_old_route

# What a house had at fixed places, and what is on the house's own page now.
ON_THE_HOUSE_PAGE = {"calendar", "community", "guests", "stay", "team", "thanks"}
MINE = {"booking", "reservation", "use"}
DESK = {"edit", "manage", "occupancy", "today"}


@require_safe
def all_houses(request: HttpRequest) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect("/")


@require_safe
def room(request: HttpRequest, slug: str, old_id: int) -> HttpResponsePermanentRedirect:
    """A room by the number that it had, with the dates asked for."""
    rooms = selling_rooms().filter(house=_house(request, slug))
    found = get_object_or_404(rooms, legacy_id=old_id)
    return _moved(request, room_pages([found])[found.pk])


@require_safe
def below(request: HttpRequest, slug: str, rest: str = "") -> HttpResponsePermanentRedirect:
    """A house, or what lay below it: a page of the same name, its own page, a guest's stays, the desk."""
    house = _house(request, slug)
    name = rest.partition("/")[0]
    if name in MINE:
        return HttpResponsePermanentRedirect(reverse("my_stays"))
    if name in DESK:
        return HttpResponsePermanentRedirect(reverse("desk:bookings"))
    page = house_pages([house])[house.pk]
    if not name or name in ON_THE_HOUSE_PAGE:
        return _moved(request, page)
    return _moved(request, _child(page, name))


def _house(request: HttpRequest, slug: str) -> House:
    house = seen_house_at(request.user, slug)
    if house is None:
        raise Http404
    return house


def _child(page: HousePage, slug: str) -> Page:
    return get_object_or_404(page.get_children().live(), slug=slug)


def _moved(request: HttpRequest, page: Page) -> HttpResponsePermanentRedirect:
    asked = {name: request.GET[name] for name in ("arrive", "depart") if name in request.GET}
    address = page.get_url(request) or "/"
    return HttpResponsePermanentRedirect(f"{address}?{urlencode(asked)}" if asked else address)


urlpatterns = [
    path("locations/", all_houses, name="old_houses"),
    re_path(r"^locations/(?P<slug>[-\w]+)/stay/room/(?P<old_id>\d{1,18})/?$", room, name="old_room"),
    re_path(
        r"^locations/(?P<slug>[-\w]+)/email/(?P<name>[-\w]+)/?$", take_mail_of_old_route, name="old_list"
    ),
    re_path(r"^locations/(?P<slug>[-\w]+)/?$", below, name="old_house"),
    re_path(r"^locations/(?P<slug>[-\w]+)/(?P<rest>.+)$", below, name="old_page"),
]

"""Where an address leads that a house or a room had before."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from locations.access import may_see
from locations.models import House
from locations.queries import house_at, room_at
from members.models import User

PAGES = "wagtail_serve"


def moved_to(request: HttpRequest) -> str | None:
    """The address of today for what `request` asked for by an old slug; None where nothing has moved.

    Nor for whoever may not see the house: they learn nothing of it.
    """
    match = request.resolver_match
    if match is None or request.method not in ("GET", "HEAD"):
        return None
    parts = _parts(match)
    house = house_at(parts[0]) if parts else None
    if house is None or not may_see(_user(request), house):
        return None
    named = [house.slug, *parts[1:]]
    if len(named) > 1 and (room := room_at(house, named[1])):
        named[1] = room.slug
    if named == parts:
        return None
    query = request.META.get("QUERY_STRING", "")
    return _address(match, named) + (f"?{query}" if query else "")


def may_follow(request: HttpRequest, address: str) -> bool:
    """Whether an address of this site leads to no house that the visitor may not see."""
    try:
        parts = _parts(resolve(address.partition("?")[0]))
    except Resolver404:
        return True
    house = House.objects.filter(slug=parts[0]).first() if parts else None
    return house is None or may_see(_user(request), house)


def _user(request: HttpRequest) -> User | AnonymousUser:
    return getattr(request, "user", AnonymousUser())


def _parts(match: ResolverMatch) -> list[str]:
    """What an address names, from the house on: of a page every part, of our own views house and room."""
    if match.view_name == PAGES:
        return [part for part in match.args[0].split("/") if part]
    return [str(match.kwargs[name]) for name in ("house", "room") if name in match.kwargs]


def _address(match: ResolverMatch, named: list[str]) -> str:
    if match.view_name == PAGES:
        return reverse(PAGES, args=["".join(f"{part}/" for part in named)])
    return reverse(match.view_name, kwargs=match.kwargs | dict(zip(("house", "room"), named, strict=False)))

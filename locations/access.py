"""Who may see a house, and who may do what in it: the one question every screen asks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import Collection, Page

from home.models import HomePage, SiteDocument, SiteImage
from locations.models import House, HousePage, Residency, Role, RoomPage, Visibility
from locations.queries import describes_nothing, house_at, house_today, live_houses, selling_rooms
from locations.rules.doors import Door, Thing
from locations.rules.roles import ABILITIES, MAY, duties_that
from members.models import User

# What the form of a page may name; of pages also those of the network.
NAMEABLE: Mapping[type[Model], Thing] = {
    SiteImage: Thing.IMAGE,
    SiteDocument: Thing.DOCUMENT,
    Page: Thing.PAGE_OR_NETWORK,
}


def houses_for(user: User | AnonymousUser, *, may: str | None = None) -> QuerySet[House]:
    """Houses where `user` may do `may` (of `rules.roles.ABILITIES`; None: has any duty); an operator: all."""
    duties = duties_that(may)
    if not user.is_active:
        return House.objects.none()
    if user.is_superuser:
        return House.objects.all()
    return House.objects.filter(roles__user=user, roles__role__in=duties)


def abilities(request: HttpRequest) -> frozenset[str]:
    """What its user may do in one house or another; looked up once, as every item of a menu asks."""
    if "abilities" not in request.__dict__:
        request.__dict__["abilities"] = _abilities(request.user)
    return frozenset(request.__dict__["abilities"])


def _abilities(user: User | AnonymousUser) -> frozenset[str]:
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return ABILITIES
    duties = Role.objects.filter(user=user).values_list("role", flat=True).distinct()
    return frozenset().union(*(MAY.get(duty, ()) for duty in duties))


def house_or_404(user: User | AnonymousUser, slug: str, *, may: str | None = None) -> House:
    """The house of that address, if `user` may do `may` there; Http404 where it is another's or none."""
    return get_object_or_404(houses_for(user, may=may), slug=slug)


def houses_of(user: User | AnonymousUser, now: datetime | None = None) -> QuerySet[House]:
    """Houses whose people `user` belongs to: by a role, by living there today, or by a stay."""
    if not user.is_active:
        return House.objects.none()
    stayed: QuerySet[House] = import_string(settings.WIRING["stayed_houses"])(user)
    lived = Residency.objects.alias(today=house_today(now or timezone.now(), "house__time_zone")).filter(
        Q(end=None) | Q(end__gt=F("today")), person=user, start__lte=F("today")
    )
    return House.objects.filter(
        Q(pk__in=houses_for(user).values("pk"))
        | Q(pk__in=stayed.values("pk"))
        | Q(pk__in=lived.values("house"))
    )


def may_see(user: User | AnonymousUser, house: House) -> bool:
    """Whether the house's pages are there for `user`; where not, they are 404."""
    if house.visibility != Visibility.MEMBERS:
        return True
    return houses_of(user).filter(pk=house.pk).exists()


def is_there(page: Page, house: House | None, user: User | AnonymousUser) -> bool:
    """Whether `user` gets a live page of `house` (None: of the network), or a 404.

    A copy of a house's page is in no house: nobody has said who may see it, so nobody does.
    """
    if house is None:
        return isinstance(page, HomePage) or not describes_nothing(page)
    if not may_see(user, house):
        return False
    if isinstance(page, RoomPage):
        return selling_rooms().filter(page_key=page.translation_key).exists()
    return isinstance(page, HousePage) or live_houses().filter(pk=house.pk).exists()


def seen_house_or_404(user: User | AnonymousUser, slug: str) -> House:
    """The house with a live page at that address, if its pages are there for `user`; Http404 otherwise."""
    house = get_object_or_404(live_houses(), slug=slug)
    if not may_see(user, house):
        raise Http404
    return house


def seen_house_at(user: User | AnonymousUser, slug: str) -> House | None:
    """The same for an address that a house has or had before; None where there is nothing to see."""
    house = house_at(slug)
    if house is None or not may_see(user, house) or not live_houses().filter(pk=house.pk).exists():
        return None
    return house


def listed_houses(user: User | AnonymousUser) -> QuerySet[House]:
    """Houses with a live page that lists, search and the sitemap may name to `user`."""
    seen = Q(visibility=Visibility.PUBLIC)
    if user.is_active:
        seen |= Q(visibility=Visibility.MEMBERS, pk__in=houses_of(user).values("pk"))
    return live_houses().filter(seen)


def pages_in_reach(user: User | AnonymousUser, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Of `pages`, those in no house or in one whose pages `user` looks after; all for an operator."""
    if user.is_superuser:
        return pages
    others = HousePage.objects.exclude(translation_key__in=houses_for(user, may="pages").values("page_key"))
    above = others.alias(asked=ExpressionWrapper(OuterRef("path"), CharField())).filter(
        asked__startswith=F("path")
    )
    # Searches understand a list of ids, but no EXISTS.
    return pages.filter(pk__in=Page.objects.filter(~Exists(above)).values("pk"))


def own_pages(user: User | AnonymousUser) -> QuerySet[Page]:
    """The pages, in every language, of the houses that `user` looks after: a house's own and all below it."""
    houses = HousePage.objects.filter(translation_key__in=houses_for(user, may="pages").values("page_key"))
    below = houses.alias(asked=ExpressionWrapper(OuterRef("path"), CharField())).filter(
        asked__startswith=F("path")
    )
    return Page.objects.filter(Exists(below))


def own_collections(user: User | AnonymousUser) -> QuerySet[Collection]:
    """The collections, with those below them, of the houses whose pages `user` looks after."""
    houses = houses_for(user, may="pages").alias(asked=ExpressionWrapper(OuterRef("path"), CharField()))
    return Collection.objects.filter(Exists(houses.filter(asked__startswith=F("collection__path"))))


def may_pass(user: User | AnonymousUser, door: Door, named: Mapping[str, Iterable[str]]) -> bool:
    """Whether all that an address names is of houses that `user` looks after.

    `named`: what stands in each place that `door` asks about; a place where nothing stands asks nothing.
    """
    return all(_is_own(user, thing, named[place]) for place, thing in door.items() if place in named)


def may_name(user: User | AnonymousUser, named: Iterable[tuple[type[Model], str]]) -> bool:
    """Whether `user` may put all of these pictures, files and pages, as model and id, into a page."""
    return all(
        _is_own(user, thing, [pk])
        for model, pk in named
        for kind, thing in NAMEABLE.items()
        if issubclass(model, kind)
    )


def _is_own(user: User | AnonymousUser, thing: Thing, ids: Iterable[str]) -> bool:
    wanted = set(ids)
    if not all(one.isascii() and one.isdecimal() for one in wanted):
        return False
    own: QuerySet[Any]
    if thing is Thing.IMAGE:
        own = SiteImage.objects.filter(collection__in=own_collections(user))
    elif thing is Thing.DOCUMENT:
        own = SiteDocument.objects.filter(collection__in=own_collections(user))
    elif thing is Thing.PAGE:
        own = own_pages(user)
    else:
        own = pages_in_reach(user, Page.objects.all())
    return own.filter(pk__in=wanted).count() == len({int(one) for one in wanted})

"""The site's name, its menu and the way back up, read from the page tree."""

from dataclasses import dataclass, field

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.template.context import Context
from wagtail.models import Page, Site

from home.rules.addresses import SMALL_PRINT
from locations.access import listed_houses
from locations.models import House

register = template.Library()


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    current: bool = False
    within: bool = False


@dataclass(frozen=True)
class Navigation:
    name: str
    home: str
    menu: list[Link]
    trail: list[Link]
    small_print: list[Link] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> Navigation:
    """The menu (children of the home page marked for menus) and the trail of pages above this one.

    The small print is those of its children at the addresses of `home.rules.addresses.SMALL_PRINT`. A house
    that may not be named to the visitor is not in the menu. Six queries at most, whatever the tree.
    """
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return Navigation(name="", home="/", menu=[], trail=[])
    page: Page | None = context.get("page")
    home = site.root_page.localized
    # Before anybody is known, an error page asks too.
    user = getattr(request, "user", AnonymousUser())
    hidden = House.objects.exclude(pk__in=listed_houses(user).values("pk"))
    children = home.get_children().live().public().filter(Q(show_in_menus=True) | Q(slug__in=SMALL_PRINT))
    children = children.exclude(translation_key__in=hidden.values("page_key"))
    return Navigation(
        name=site.site_name or home.title,
        home=home.get_url(request) or "/",
        menu=[_link(child, page, request) for child in children if child.show_in_menus],
        trail=[_link(above, page, request) for above in _above(page, home)],
        small_print=[_link(child, page, request) for child in children if child.slug in SMALL_PRINT],
    )


def _above(page: Page | None, home: Page) -> list[Page]:
    if page is None or page.pk is None or not page.is_descendant_of(home):
        return []
    return list(page.get_ancestors().filter(depth__gte=home.depth).live())


def _link(target: Page, page: Page | None, request: HttpRequest | None) -> Link:
    return Link(
        title=target.title,
        url=target.get_url(request) or "",
        current=page is not None and page.pk == target.pk,
        within=page is not None and page.path.startswith(target.path),
    )

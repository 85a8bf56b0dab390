"""What search engines may read: the sitemap of every language, and the rules for robots."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.models import HomePage
from locations.access import listed_houses
from locations.models import HousePage, RoomPage, Visibility
from locations.queries import selling_rooms

ROBOTS = """\
User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/
Disallow: /documents/
Disallow: /payments/
Disallow: /stay/ask/
Disallow: /stay/mine/
Disallow: /*?

Sitemap: {sitemap}
"""
NOTHING = "User-agent: *\nDisallow: /\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses are nobody's to list; a staging copy is not to be found at all."""
    words = NOTHING if settings.STAGING else ROBOTS.format(sitemap=f"{settings.SITE_URL}/sitemap.xml")
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that is for everybody, with its other languages. Three queries, whatever the pages."""
    listed = [(page, urljoin(settings.SITE_URL, page.get_url(request) or "")) for page in _public_pages()]
    versions: dict[object, list[dict[str, str]]] = {}
    for page, address in listed:
        version = {"lang_code": page.locale.language_code, "location": address}
        versions.setdefault(page.translation_key, []).append(version)
    urls = [_entry(page, address, versions[page.translation_key]) for page, address in listed]
    return render(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")


def _entry(page: Page, address: str, versions: list[dict[str, str]]) -> dict[str, Any]:
    others = versions if len(versions) > 1 else []
    return {"location": address, "lastmod": page.last_published_at, "alternates": others}


def _public_pages() -> Iterator[Page]:
    """Live pages below the home pages, but for houses that lists don't name and rooms that don't sell."""
    named = listed_houses(AnonymousUser()).filter(visibility=Visibility.PUBLIC)
    hidden = HousePage.objects.exclude(translation_key__in=named.values("page_key"))
    unsold = RoomPage.objects.exclude(translation_key__in=selling_rooms(named).values("page_key"))
    pages = Page.objects.filter(_below(HomePage.objects.filter(live=True))).live()
    pages = pages.filter(~_below(hidden)).exclude(pk__in=unsold.values("pk"))
    return iter(pages.select_related("locale").order_by("path"))


def _below(pages: QuerySet[Any]) -> Exists:
    """Whether a page is one of `pages` or lies below one."""
    above = pages.alias(asked=ExpressionWrapper(OuterRef("path"), CharField()))
    return Exists(above.filter(asked__startswith=F("path")))

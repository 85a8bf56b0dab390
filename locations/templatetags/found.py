"""What a page tells search engines, and whoever shows a link to it: addresses, words, picture, data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Filter
from wagtail.models import Page

from home.images import SiteImage, SiteRendition
from locations.models import House, HousePage, Room, RoomPage, Visibility
from locations.queries import house_of_page
from locations.rules.data import breadcrumbs, lodging, room_offer
from locations.templatetags.navigation import Link, Navigation

register = template.Library()

# One of the sizes that pages show, so that none is made for this.
SHARED: Final = "format-jpeg|width-1600"
# A "</script>" in somebody's words must not end the element (as in django.utils.html.json_script).
ESCAPES: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Found:
    """`canonical` is empty for what is no page of the tree, or not at its own address.

    `versions`: language code → absolute address, where there is more than one language; `x-default` is for
    who reads none of them, in the network's own language.
    """

    is_indexed: bool = False
    canonical: str = ""
    description: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    picture: SiteRendition | None = None
    picture_url: str = ""
    data: SafeString = SafeString("")


@register.simple_tag(takes_context=True)
def found(context: Context, nav: Navigation) -> Found:
    """What stands in the head of a page. Five queries at most, whatever the page."""
    request: HttpRequest | None = context.get("request")
    page = context.get("page")
    if request is None or not isinstance(page, Page) or page.pk is None:
        return Found(is_indexed=request is not None and request.get_full_path() == "/stay/")
    address = page.get_url(request) or ""
    if request.path != address:
        return Found()
    house = house_of_page(page) if nav.trail else None
    picture = _rendition(getattr(page, "banner", None) or getattr(page, "picture", None))
    canonical = _absolute(address)
    described = {"description": _description(page), "image": _absolute(picture.url) if picture else ""}
    return Found(
        is_indexed=house is None or house.visibility == Visibility.PUBLIC,
        canonical=canonical,
        description=described["description"],
        versions=_versions(page, request),
        picture=picture,
        picture_url=described["image"],
        data=_script(
            [*_things(page, house, url=canonical, **described), *_trail(nav.trail, page, canonical)]
        ),
    )


def _absolute(address: str) -> str:
    return urljoin(settings.SITE_URL, address)


def _description(page: Page) -> str:
    return page.search_description or getattr(page, "summary", "") or getattr(page, "sentence", "")


def _rendition(image: SiteImage | None) -> SiteRendition | None:
    """The picture as it was made before; nothing is made while somebody waits for a page."""
    if image is None:
        return None
    wanted = Filter(SHARED)
    return image.find_existing_renditions(wanted).get(wanted)


def _versions(page: Page, request: HttpRequest) -> dict[str, str]:
    live = page.get_translations(inclusive=True).live().select_related("locale").order_by("locale")
    addresses = {one.locale.language_code: one.get_url(request) for one in live}
    found = {code: _absolute(address) for code, address in addresses.items() if address}
    if len(found) < 2:
        return {}
    return found | {"x-default": found.get(settings.LANGUAGE_CODE) or next(iter(found.values()))}


def _things(page: Page, house: House | None, **about: str) -> Sequence[Mapping[str, Any]]:
    if house is None:
        return []
    if isinstance(page, HousePage):
        place = {"place": page.place, "address": page.address}
        return [lodging(page.title, currency=house.currency, **place, **about)]
    room = Room.objects.filter(page_key=page.translation_key).first() if isinstance(page, RoomPage) else None
    if room is None:
        return []
    within = (house.name, _absolute(page.get_parent().get_url() or ""))
    return [
        room_offer(
            page.title, sleeps=room.sleeps, bed=page.bed, rate=room.rate, currency=house.currency,
            house=within, **about,
        )
    ]  # fmt: skip


def _trail(trail: Sequence[Link], page: Page, canonical: str) -> Sequence[Mapping[str, Any]]:
    if not trail:
        return []
    return [breadcrumbs([*((link.title, _absolute(link.url)) for link in trail), (page.title, canonical)])]


def _script(things: Sequence[Mapping[str, Any]]) -> SafeString:
    if not things:
        return SafeString("")
    words = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(words.translate(ESCAPES)))

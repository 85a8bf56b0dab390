"""Rows and the pages that describe them."""

from collections.abc import Iterable

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from wagtail.models import Collection, Page

from locations.models import House, HousePage, Room, RoomPage


def live_houses() -> QuerySet[House]:
    """Houses whose page in their own language is live."""
    live = HousePage.objects.filter(
        live=True, translation_key=OuterRef("page_key"), locale__language_code=OuterRef("language")
    )
    return House.objects.filter(Exists(live))


def selling_rooms(houses: QuerySet[House] | None = None) -> QuerySet[Room]:
    """Rooms that sell: the house's and the room's page, both in the house's language, are live.

    `houses` narrows to rooms of those houses. Each room comes with its house.
    """
    live = RoomPage.objects.filter(
        live=True, translation_key=OuterRef("page_key"), locale__language_code=OuterRef("house__language")
    )
    rooms = Room.objects.filter(Exists(live), house__in=live_houses().values("pk")).select_related("house")
    return rooms if houses is None else rooms.filter(house__in=houses.values("pk"))


def house_pages(houses: Iterable[House]) -> dict[int, HousePage]:
    """House id → its page in the house's own language, live or not; absent where there is none. One query."""
    languages = {house.page_key: (house.pk, house.language) for house in houses}
    pages = HousePage.objects.filter(translation_key__in=languages).select_related("locale")
    return {
        languages[page.translation_key][0]: page
        for page in pages
        if page.locale.language_code == languages[page.translation_key][1]
    }


def room_pages(rooms: Iterable[Room]) -> dict[int, RoomPage]:
    """Room id → its page in the house's own language, live or not; absent where there is none. One query.

    `rooms` come with their `house` (select_related), or each costs a query.
    """
    languages = {room.page_key: (room.pk, room.house.language) for room in rooms}
    pages = RoomPage.objects.filter(translation_key__in=languages).select_related("locale", "picture")
    return {
        languages[page.translation_key][0]: page
        for page in pages
        if page.locale.language_code == languages[page.translation_key][1]
    }


def house_of_page(page: Page) -> House | None:
    """The house a page belongs to: its own page and every page below it, in every language."""
    keys = HousePage.objects.ancestor_of(page, inclusive=True).values("translation_key")
    return House.objects.filter(page_key__in=keys).first()


def house_of_collection(collection: Collection) -> House | None:
    """The house whose collection this is or lies below."""
    houses = House.objects.alias(asked=Value(collection.path, output_field=CharField()))
    return houses.filter(asked__startswith=F("collection__path")).first()


def room_of_page(page: Page) -> Room | None:
    """The room a page describes, in whichever language; None for a copy and for any other page."""
    return Room.objects.filter(page_key=page.translation_key).select_related("house").first()

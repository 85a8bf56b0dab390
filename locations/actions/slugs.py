"""Changing the address of a house or a room: its pages follow, and the old address leads to the new one."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from home.actions.purges import write_down_below
from locations.models import House, HousePage, OldSlug, Room, RoomPage
from members.models import User


@transaction.atomic
def change_house_slug(house: House, *, slug: str, by: User, now: datetime) -> House:
    """The house has this address from now on, in pages, mail and everywhere; the old one stays its own.

    ValidationError, by field, where another house or page has it or had it.
    """
    house = House.objects.select_for_update().get(pk=house.pk)
    old, house.slug = house.slug, slug
    if old == slug:
        return house
    house.full_clean(exclude=["group", "collection"])
    pages = list(HousePage.objects.filter(translation_key=house.page_key))
    _refuse_taken(pages, slug)
    house.save(update_fields=["slug"])
    house.group.name = f"House: {slug}"
    house.group.save(update_fields=["name"])
    OldSlug.objects.filter(house=house, room=None, slug=slug).delete()
    OldSlug.objects.create(house=house, slug=old)
    _move(pages, slug, now=now)
    log(house, "locations.change_slug", user=by, timestamp=now, data={"old": old, "new": slug})
    return house


@transaction.atomic
def change_room_slug(room: Room, *, slug: str, by: User, now: datetime) -> Room:
    """The same for a room within its house."""
    House.objects.select_for_update().get(pk=room.house_id)
    room = Room.objects.select_for_update().select_related("house").get(pk=room.pk)
    old, room.slug = room.slug, slug
    if old == slug:
        return room
    room.full_clean()
    pages = list(RoomPage.objects.filter(translation_key=room.page_key))
    _refuse_taken(pages, slug)
    room.save(update_fields=["slug"])
    OldSlug.objects.filter(room=room, slug=slug).delete()
    OldSlug.objects.create(house=room.house, room=room, slug=old)
    _move(pages, slug, now=now)
    log(room, "locations.change_slug", user=by, timestamp=now, data={"old": old, "new": slug})
    return room


def _refuse_taken(pages: Iterable[Page], slug: str) -> None:
    if any(page.get_siblings(inclusive=False).filter(slug=slug).exists() for page in pages):
        raise ValidationError({"slug": _("Another page is at that address already.")})


def _move(pages: Sequence[Page], slug: str, *, now: datetime) -> None:
    write_down_below(pages, now=now)
    for page in pages:
        page.slug = slug
        # Only the address changes: what a draft still lacks is no reason to refuse.
        page.save(clean=False)

"""Closing a house or a room and opening it again; what is sold stays sold, and nothing of it is lost."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from bookings.actions.beds import lock_rooms
from bookings.actions.refused import Refused
from bookings.queries.capacity import is_taken
from home.actions.purges import write_down_below
from locations.models import House, HousePage, Kind, Room, RoomPage
from members.models import User


@transaction.atomic
def close(place: House | Room, *, by: User, now: datetime) -> None:
    """Sell nothing of it from now on: its page goes, in every language. Stays to come stand.

    Refused where it is closed already.
    """
    _lock(place)
    live = list(_pages(place).filter(live=True))
    if not live:
        raise Refused(_("It is closed already."))
    write_down_below(live, now=now)
    for page in live:
        page.unpublish(user=by)
    log(place, "bookings.close", user=by, timestamp=now)


@transaction.atomic
def reopen(place: House | Room, *, by: User, now: datetime) -> None:
    """Publish its page, as it was last written, in the house's language and wherever it was before.

    Refused where it is open, or where a page lacks something.
    """
    _lock(place)
    language = (place if isinstance(place, House) else place.house).language
    pages = _pages(place).filter(Q(locale__language_code=language) | Q(first_published_at__isnull=False))
    if pages.filter(live=True, locale__language_code=language).exists():
        raise Refused(_("It is open already."))
    closed = [page for page in pages if not page.live and not page.alias_of_id]
    try:
        _publish(closed, by=by)
    except ValidationError as error:
        told = _("Its page can't be published yet: %(why)s Put that right in the page, and publish it there.")
        raise Refused(told % {"why": " ".join(error.messages)}) from error
    write_down_below(closed, now=now)
    log(place, "bookings.reopen", user=by, timestamp=now)


@transaction.atomic
def change_kind(room: Room, *, kind: str, by: User, now: datetime) -> None:
    """Sell the room whole or by the bed; as a private one it offers at most one from then on.

    Refused once anybody has asked for it, or a bed of it was taken.
    """
    room = lock_rooms(room.pk)[room.pk]
    if kind not in Kind.values:
        raise Refused(_("There is no such kind of room."))
    if is_taken(room):
        raise Refused(_("Stays hang on what kind of room it is. Open another room, and close this one."))
    if room.kind == kind:
        return
    room.kind = kind
    room.save(update_fields=["kind"])
    if not room.is_shared:
        _offer_at_most_one(room)
    write_down_below(RoomPage.objects.filter(translation_key=room.page_key), now=now)
    log(room, "bookings.kind", user=by, timestamp=now, data={"kind": kind})


def _lock(place: House | Room) -> None:
    """Whoever asks for a stay locks its room as well, so nobody slips in between."""
    rooms = place.rooms.values_list("pk", flat=True) if isinstance(place, House) else [place.pk]
    lock_rooms(*rooms)


def _pages(place: House | Room) -> QuerySet[Any]:
    model = HousePage if isinstance(place, House) else RoomPage
    return model.objects.filter(translation_key=place.page_key)


def _publish(pages: Iterable[Page], *, by: User) -> None:
    for page in pages:
        revision = page.get_latest_revision() or page.save_revision(user=by)
        revision.publish(user=by)


def _offer_at_most_one(room: Room) -> None:
    before = 0
    for change in room.capacity_changes.order_by("start_date"):
        beds = min(change.beds, 1)
        if beds == before:
            change.delete()
        elif beds != change.beds:
            change.beds = beds
            change.save(update_fields=["beds"])
        before = beds

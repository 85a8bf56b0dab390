"""Opening a house and a room: the row that decides and the page that describes, in one step."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection, Locale

from home.actions.network import open_network
from home.models import HomePage
from locations.actions.groups import grant
from locations.models import House, HousePage, Room, RoomPage
from locations.queries import house_pages
from members.models import User


class HouseDetails(TypedDict, total=False):
    """What a house may be opened with beside the necessary; see the fields of `House`."""

    answer_days: int
    hold_hours: int
    max_nights: int
    rules: str
    palette: str
    visibility: str
    legacy_id: int | None


class RoomDetails(TypedDict, total=False):
    """What a room may be opened with beside the necessary; see the fields of `Room`."""

    order: int
    amenities: list[str]
    legacy_id: int | None


@transaction.atomic
def open_house(
    *,
    name: str,
    slug: str,
    currency: str,
    time_zone: str,
    language: str,
    terms: str,
    by: User,
    now: datetime,
    **details: Unpack[HouseDetails],
) -> House:
    """A new house: row, draft page below the home page of its language, Wagtail group and collection.

    ValidationError, by field, for what a person can put right. `by` gets no role: see `roles.give_role`.
    """
    house = House(
        name=name,
        slug=slug,
        currency=currency,
        time_zone=time_zone,
        language=language,
        terms=terms,
        **details,
    )
    page = HousePage(title=name, slug=slug, live=False, owner=by)
    house.page_key = page.translation_key
    house.full_clean(exclude=["group", "collection"])
    home = _home_in(language, by=by)
    house.group = Group.objects.create(name=f"House: {slug}")
    house.collection = Collection.get_first_root_node().add_child(name=name)
    house.save()
    home.add_child(instance=page)
    page.save_revision(user=by)
    grant(house)
    log(house, "locations.open_house", user=by, timestamp=now)
    return house


@transaction.atomic
def open_room(
    house: House,
    *,
    name: str,
    slug: str,
    kind: str,
    sleeps: int,
    rate: Decimal,
    by: User,
    now: datetime,
    **details: Unpack[RoomDetails],
) -> Room:
    """A new room: its row and its draft page below the house's. It offers no bed until its capacity says so.

    ValidationError, by field, for what a person can put right.
    """
    parent = house_pages([house]).get(house.pk)
    if parent is None:
        raise ValidationError(_("The house has no page in its own language; make that first."))
    room = Room(house=house, name=name, slug=slug, kind=kind, sleeps=sleeps, rate=rate, **details)
    if parent.get_children().filter(slug=slug).exists():
        raise ValidationError({"slug": _("The house has a page at that address already.")})
    page = RoomPage(title=name, slug=slug, live=False, owner=by)
    room.page_key = page.translation_key
    room.full_clean()
    room.save()
    parent.add_child(instance=page)
    page.save_revision(user=by)
    log(room, "locations.open_room", user=by, timestamp=now)
    return room


def _home_in(language: str, *, by: User) -> HomePage:
    """The front door of that language; the first house of all opens the network with it."""
    if not HomePage.objects.exists():
        open_network(by=by)
    home = HomePage.objects.filter(locale__language_code=language).order_by("path").first()
    if home is None:
        known = ", ".join(
            str(locale) for locale in Locale.objects.filter(pk__in=HomePage.objects.values("locale"))
        )
        raise ValidationError(
            {
                "language": _("The network has no home page in that language yet, only in: %(known)s.")
                % {"known": known}
            }
        )
    return home

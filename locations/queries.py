"""Rows and the pages that describe them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Collection, Page

from home.rules.seal import InvalidToken, unseal
from locations.models import Duty, Follow, House, HousePage, Residency, Role, Room, RoomPage
from locations.rules.secrets import Secrets, unpacked
from members.models import User
from members.rules.records import Section


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


def house_at(slug: str) -> House | None:
    """The house at that address, or else the one that had it before."""
    now = House.objects.filter(slug=slug).first()
    return now or House.objects.filter(old_slugs__slug=slug, old_slugs__room=None).first()


def room_at(house: House, slug: str) -> Room | None:
    """The room at that address in the house, or else the one that had it before."""
    rooms = Room.objects.filter(house=house)
    return rooms.filter(slug=slug).first() or rooms.filter(old_slugs__slug=slug).first()


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


def describes_nothing(page: Page) -> bool:
    """Whether a page without a house stands in the place of one: a copy of a house's page, or below it."""
    return HousePage.objects.ancestor_of(page, inclusive=True).exists()


def house_of_collection(collection: Collection) -> House | None:
    """The house whose collection this is or lies below."""
    houses = House.objects.alias(asked=Value(collection.path, output_field=CharField()))
    return houses.filter(asked__startswith=F("collection__path")).first()


def room_of_page(page: Page) -> Room | None:
    """The room a page describes, in whichever language; None for a copy and for any other page."""
    return Room.objects.filter(page_key=page.translation_key).select_related("house").first()


def house_today(now: datetime, zone: str = "time_zone") -> Cast:
    """The date of `now` in a house's zone, as an expression; `zone` leads to the field that names it."""
    local = Func(F(zone), Value(now), function="timezone", output_field=DateTimeField())
    return Cast(local, DateField())


def residents(house: House, on: date) -> QuerySet[Residency]:
    """Who lives in the house on that day (not on the day of moving out), with the person, by name."""
    here = Residency.objects.filter(Q(end=None) | Q(end__gt=on), house=house, start__lte=on)
    return here.select_related("person").order_by("person__name", "pk")


def listed_people(house: House, on: date) -> QuerySet[User]:
    """Residents of that day and stewards who agreed to be shown, by name; whoever gave no name is left out.

    Show only `name`, `bio` and the photo (the address `person_photo`), never the e-mail address.
    """
    lives = residents(house, on).filter(person=OuterRef("pk"), listed=True)
    runs = Role.objects.filter(house=house, user=OuterRef("pk"), listed=True)
    people = User.objects.filter(Exists(lives) | Exists(runs), is_active=True)
    return people.exclude(name="").order_by("name", "pk")


def listing_choices(person: User, *, now: datetime) -> list[tuple[House, bool]]:
    """Houses that may show `person`, by a role or by a residency that is not over, and whether each does."""
    lived = Residency.objects.alias(today=house_today(now, "house__time_zone")).filter(
        Q(end=None) | Q(end__gt=F("today")), person=person, house=OuterRef("pk")
    )
    run = Role.objects.filter(user=person, house=OuterRef("pk"))
    houses = House.objects.filter(Exists(lived) | Exists(run)).annotate(
        shows=Exists(lived.filter(listed=True)) | Exists(run.filter(listed=True))
    )
    return [(house, house.shows) for house in houses.order_by("name")]


def followers(house: House) -> QuerySet[User]:
    """Who is mailed what the house announces, unless their address is suppressed."""
    return User.objects.filter(follows__house=house, is_active=True).order_by("pk")


def follows(person: User) -> QuerySet[Follow]:
    """The houses whose announcements `person` is mailed, with the house, by name."""
    return Follow.objects.filter(person=person).select_related("house").order_by("house__name")


class Unreadable(Exception):
    """What was sealed was sealed under keys that the site does not have any more."""


def purpose_of(house: House) -> str:
    """What the house's secrets are sealed for: those of one house never open for another."""
    return f"house {house.pk}"


@sensitive_variables()
def secrets_of(house: House) -> Secrets:
    """What the house tells its guests shortly before they come; Unreadable once its keys are forgotten."""
    if not house.secrets:
        return Secrets()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    try:
        return unpacked(unseal(house.secrets, keys=keys, purpose=purpose_of(house)))
    except InvalidToken as error:
        raise Unreadable from error


def person_export(person: User) -> list[Section]:
    """What ties a person to houses."""
    house = {"house": gettext_lazy("House")}
    roles = [
        (role.house.name, role.get_role_display(), role.listed) for role in _of_houses(Role, user=person)
    ]
    lived = [(one.house.name, one.start, one.end, one.listed) for one in _of_houses(Residency, person=person)]
    followed = [(one.house.name, one.since) for one in _of_houses(Follow, person=person)]
    shown = gettext_lazy("Shown on its page")
    dates = {"start": gettext_lazy("From"), "end": gettext_lazy("Until")}
    return [
        Section("roles", gettext_lazy("Houses looked after"),
                {**house, "role": gettext_lazy("Role"), "shown": shown}, roles),
        Section("residencies", gettext_lazy("Houses lived in"), {**house, **dates, "shown": shown}, lived),
        Section("follows", gettext_lazy("Houses followed"),
                {**house, "since": gettext_lazy("Since")}, followed),
    ]  # fmt: skip


def why_not_erase(person: User, *, now: datetime) -> list[str]:
    """The houses that nobody would be left to run."""
    others = Role.objects.filter(house=OuterRef("house"), role=Duty.STEWARD, user__is_active=True).exclude(
        user=person
    )
    alone = Role.objects.filter(~Exists(others), user=person, role=Duty.STEWARD).select_related("house")
    words = _("Nobody else runs %(house)s. Another steward has to be invited first.")
    return [words % {"house": role.house.name} for role in alone]


def _of_houses(model: Any, **whose: User) -> QuerySet[Any]:
    return model.objects.filter(**whose).select_related("house")

"""Houses and rooms with live pages, and the people who run them, made through the actions."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.db.models import F
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from locations.actions import give_role, open_house, open_room
from locations.models import CapacityChange, Duty, House, Kind, Room, Terms, Visibility
from locations.queries import house_pages, room_pages
from tests.factories.members import UserFactory

OPENED = datetime(2020, 1, 1, 12, tzinfo=UTC)
OPENED_ON = date(2020, 1, 1)


def home_page() -> HomePage:
    """The network's home page in English, the root of the default site; made at the first call."""
    home = HomePage.objects.filter(locale__language_code="en").first()
    if home is None:
        home = HomePage(title="Home", slug="network", locale=Locale.objects.get(language_code="en"))
        Page.get_first_root_node().add_child(instance=home)
        site = {"hostname": "localhost", "port": 80, "root_page": home}
        Site.objects.update_or_create(is_default_site=True, defaults=site)
    return home


def publish(page: Page) -> None:
    """Put the page's draft live as publishing it would, in one query instead of fifty."""
    Page.objects.filter(pk=page.pk).update(
        live=True,
        has_unpublished_changes=False,
        live_revision=F("latest_revision"),
        first_published_at=OPENED,
        last_published_at=OPENED,
    )


class HouseFactory(factory.Factory):
    """A public house whose page is live; `live=False` leaves the draft."""

    class Meta:
        model = House

    name = factory.Sequence(lambda n: f"House {n}")
    slug = factory.Sequence(lambda n: f"house-{n}")
    currency = "USD"
    time_zone = "America/Los_Angeles"
    language = "en"
    terms = Terms.REQUEST
    visibility = Visibility.PUBLIC
    live = True

    @classmethod
    def _create(cls, model_class, *args, live, **fields):
        home_page()
        fields.setdefault("by", UserFactory(is_superuser=True))
        fields.setdefault("now", OPENED)
        house = open_house(**fields)
        if live:
            publish(house_pages([house])[house.pk])
        return house


class RoomFactory(factory.Factory):
    """A private room whose page is live and which offers `beds` since 2020; `beds=None` offers nothing."""

    class Meta:
        model = Room

    house = factory.SubFactory(HouseFactory)
    name = factory.Sequence(lambda n: f"Room {n}")
    slug = factory.Sequence(lambda n: f"room-{n}")
    kind = Kind.PRIVATE
    sleeps = 2
    rate = Decimal("85")
    beds = 1
    live = True

    @classmethod
    def _create(cls, model_class, *args, house, beds, live, **fields):
        fields.setdefault("by", UserFactory(is_superuser=True))
        fields.setdefault("now", OPENED)
        room = open_room(house, **fields)
        if beds is not None:
            CapacityChange.objects.create(room=room, start_date=OPENED_ON, beds=beds)
        if live:
            publish(room_pages([room])[room.pk])
        return room


class SharedRoomFactory(RoomFactory):
    """A shared room of four beds."""

    kind = Kind.SHARED
    sleeps = 4
    beds = 4
    rate = Decimal("40")


class StewardFactory(UserFactory):
    """A person who runs `house`."""

    @classmethod
    def _create(cls, model_class, *args, **fields):
        house = fields.pop("house")
        user = super()._create(model_class, *args, **fields)
        give_role(house, user, Duty.STEWARD, by=UserFactory(is_superuser=True), now=OPENED)
        return user

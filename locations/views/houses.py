"""The houses a steward looks after, their rooms, and what the house decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from locations.access import house_or_404, houses_for
from locations.actions import change_settings
from locations.forms import HouseSettingsForm
from locations.models import House, HousePage, Room, RoomPage
from locations.queries import house_pages, room_pages, selling_rooms
from locations.rules.capacity import beds_on
from locations.views.frame import framed
from locations.views.steps import Step, offers, steps
from members.models import User


class StewardRequest(HttpRequest):
    """A request that Wagtail's admin let in."""

    user: User


@dataclass(frozen=True)
class RoomCard:
    """`beds`: offered tonight; `sells`: both pages are live."""

    room: Room
    page: RoomPage | None
    beds: int
    sells: bool


@dataclass(frozen=True)
class HouseCard:
    house: House
    page: HousePage | None
    rooms: list[RoomCard]

    @property
    def steps(self) -> list[Step]:
        """What is still to do before the house can take a booking."""
        pairs = [(one.room, one.page) for one in self.rooms]
        sells = any(one.sells and offers(one.room) for one in self.rooms)
        return steps(self.house, self.page, pairs, sells=sells)


@require_GET
def house_list(request: StewardRequest) -> HttpResponse:
    """Context: `cards`, one per house. Seven queries, whatever the houses and rooms."""
    context = {"cards": _cards(request.user, timezone.now())}
    return framed(request, "locations/desk/houses.html", context, title=_("Houses"), icon="home")


class StepsPanel(Component):
    """What is next for houses that can't be booked yet, on the first screen of the admin. Six queries."""

    name = "steps"
    template_name = "locations/desk/first_steps.html"
    order = 20

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        # An operator has the list of all houses for that.
        return {"cards": [] if self.user.is_superuser else _cards(self.user, timezone.now())}


def _cards(user: User, now: datetime) -> list[HouseCard]:
    houses = houses_for(user, may="pages").order_by("name")
    rooms = Room.objects.filter(house__in=houses.values("pk")).select_related("house")
    listed = list(rooms.order_by("order", "name").prefetch_related("capacity_changes"))
    pages, sell = room_pages(listed), set(selling_rooms(houses).values_list("pk", flat=True))
    found = list(houses)
    of_house: dict[int, list[RoomCard]] = {house.pk: [] for house in found}
    for room in listed:
        beds = _beds(room, now.astimezone(room.house.zone).date())
        of_house[room.house_id].append(RoomCard(room, pages.get(room.pk), beds, room.pk in sell))
    own_pages = house_pages(found)
    return [HouseCard(house, own_pages.get(house.pk), of_house[house.pk]) for house in found]


def _beds(room: Room, night: date) -> int:
    return beds_on([(change.start_date, change.beds) for change in room.capacity_changes.all()], night)


@require_http_methods(["GET", "POST"])
def settings(request: StewardRequest, house: str) -> HttpResponse:
    """What the house decides. Context: `form`, `house`."""
    found = house_or_404(request.user, house, may="settings")
    form = HouseSettingsForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. It holds from now on; bookings made before keep their terms."))
            return redirect("houses:settings", found.slug)
    context = {"form": form, "house": found}
    title = _("%(house)s: settings") % {"house": found}
    trail = [(reverse("houses:list"), _("Houses"))]
    return framed(request, "locations/desk/settings.html", context, title=title, icon="cog", trail=trail)

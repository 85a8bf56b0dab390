"""What is still to do before a house can take its first booking."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from locations.models import House, HousePage, Room, RoomPage


@dataclass(frozen=True)
class Step:
    """One thing to do; `is_next` is the first that is still to do."""

    done: bool
    label: str
    url: str
    is_next: bool = False


def steps(
    house: House, page: HousePage | None, rooms: list[tuple[Room, RoomPage | None]], *, sells: bool
) -> list[Step]:
    """In the order they are best done; none once a room `sells` beds. No query: pages and beds are given."""
    if sells or page is None:
        return []
    first = next((room for room, _page in rooms), None)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    open_room = reverse("houses:open_room", args=[house.slug])
    beds = reverse("desk:capacity", args=[house.slug, first.slug]) if first else open_room
    room_page = next((found for _room, found in rooms if found is not None), None)
    publish = reverse("wagtailadmin_pages:edit", args=[room_page.pk]) if room_page else open_room
    has_beds = any(offers(room) for room, _page in rooms)
    shown = any(found is not None and found.live for _room, found in rooms)
    return _with_next([
        Step(bool(page.body), _("Write the house's story"), edit),
        Step(page.banner_id is not None, _("Choose its banner picture"), edit),
        Step(first is not None, _("Open a room"), open_room),
        Step(has_beds, _("Say from when it has beds"), beds),
        Step(page.live, _("Publish the house's page"), edit),
        Step(shown, _("Publish a room's page"), publish),
    ])  # fmt: skip


def _with_next(found: list[Step]) -> list[Step]:
    first = next((step for step in found if not step.done), None)
    return [replace(step, is_next=step is first) for step in found]


def offers(room: Room) -> bool:
    """Whether it has beds on any night, from the changes that were fetched with it."""
    return any(change.beds for change in room.capacity_changes.all())

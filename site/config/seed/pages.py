"""Writes and publishes pages: a plan's blocks, with its pictures put in."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import Page

from config.seed.houses import Opened
from config.seed.pictures import Images
from config.seed.plans import LINK, Block, Drawn, PagePlan, RoomPlan
from home.models import StandardPage
from locations.models import RoomPicture
from locations.queries import house_pages, room_pages
from members.models import User

Pages = Mapping[str, Page]
LINKED = re.compile(rf'id="{LINK}([a-z-]+)"')


def body(blocks: Sequence[Block], images: Images, pages: Pages) -> str:
    """The blocks as a stream field stores them; `pages` are those that may be linked to, by slug."""
    return json.dumps([{"type": kind, "value": _stored(value, images, pages)} for kind, value in blocks])


def _stored(value: Any, images: Images, pages: Pages) -> Any:
    match value:
        case Drawn():
            image = images[value]
            return {"image": image.pk, "alt_text": image.description, "decorative": False}
        case dict():
            return {name: _stored(part, images, pages) for name, part in value.items()}
        case list():
            # Without an id the block takes the item for its bare value.
            return [
                {"type": "item", "id": str(n), "value": _stored(part, images, pages)}
                for n, part in enumerate(value)
            ]
        case str():
            return LINKED.sub(lambda found: f'id="{pages[found[1]].pk}"', value)
    return value


def fill_house(opened: Opened, images: Images, *, by: User) -> None:
    """Publish the house's page, its rooms' pages and the further pages below it."""
    plan = opened.plan
    page = house_pages([opened.house])[opened.house.pk]
    page.place, page.summary, page.address = plan.place, plan.summary, plan.address
    page.banner = images[Drawn(plan.look, plan.banner)]
    below: dict[str, Page] = {}
    for further in plan.pages:
        below[further.slug] = add_page(page, further, images, below, by=by)
    page.body = body(plan.body, images, below)
    page.show_in_menus = plan.in_menu
    publish(page, by=by)
    rooms = room_pages([room for room, _beds in opened.rooms])
    for (room, _beds), planned in zip(opened.rooms, plan.rooms, strict=True):
        _fill_room(rooms[room.pk], planned, plan.look, images, by=by)


def _fill_room(page: Any, planned: RoomPlan, look: str, images: Images, *, by: User) -> None:
    first, *others = (images[Drawn(look, subject)] for subject in planned.subjects)
    page.summary, page.bed, page.picture = planned.summary, planned.bed, first
    page.body = body(planned.body, images, {})
    page.gallery = [RoomPicture(image=image) for image in others]
    publish(page, by=by)


def add_page(parent: Page, planned: PagePlan, images: Images, pages: Pages, *, by: User) -> Page:
    """Publish a page of words below `parent`."""
    page = StandardPage(
        title=planned.title,
        slug=planned.slug,
        summary=planned.summary,
        body=body(planned.body, images, pages),
        show_in_menus=planned.in_menu,
        owner=by,
        live=False,
    )
    parent.add_child(instance=page)
    publish(page, by=by)
    return page


def publish(page: Page, *, by: User) -> None:
    page.save_revision(user=by).publish(user=by)

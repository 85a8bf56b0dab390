"""Who is shown where: the people of a house who agreed, and a person's own word about it."""

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils import timezone
from wagtail.models import Page

from locations.models import House
from locations.queries import house_of_page, listed_people, listing_choices
from members.models import User

register = template.Library()


@dataclass(frozen=True)
class People:
    """Shown by name, bio and photo only."""

    house: House
    people: list[User]


@register.simple_tag(takes_context=True)
def people_here(context: Context) -> People | None:
    """Who of the page's house agreed to be shown; None on a page of no house.

    One query, and one more where no `view` of a page's tag has the house already.
    """
    page = context.get("page")
    house = getattr(context.get("view"), "house", None)
    if house is None and isinstance(page, Page) and page.pk:
        house = house_of_page(page)
    if house is None:
        return None
    today = timezone.now().astimezone(house.zone).date()
    return People(house, list(listed_people(house, today)))


@register.simple_tag
def where_shown(person: User) -> list[tuple[House, bool]]:
    """The houses that may show `person`, and whether they do. One query."""
    return listing_choices(person, now=timezone.now())

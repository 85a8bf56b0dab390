"""Who is shown where."""

from django import template
from django.utils import timezone

from locations.models import House
from locations.queries import listing_choices
from members.models import User

register = template.Library()


@register.simple_tag
def where_shown(person: User) -> list[tuple[House, bool]]:
    """The houses that may show `person`, and whether they do. One query."""
    return listing_choices(person, now=timezone.now())

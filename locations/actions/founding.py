"""A house for its first steward: row, page, the usual further pages to fill in, and the mail that says so."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.rich_text import RichText

from home.models import StandardPage
from locations.actions.houses import open_house
from locations.actions.roles import invite_steward
from locations.models import House
from locations.queries import house_pages
from members.models import User


@transaction.atomic
def found_house(*, steward: str, by: User, now: datetime, **details: Any) -> House:
    """Open a house, its usual pages as drafts; `steward` is the address of who runs it, invited by mail.

    `details`: as of `open_house`. ValidationError, by field, for what a person can put right.
    """
    house = open_house(by=by, now=now, **details)
    parent = house_pages([house])[house.pk]
    with override(house.language):
        for slug, title, words in _usual_pages():
            body = [("text", RichText(f"<p>{words}</p>"))]
            page = StandardPage(title=title, slug=slug, body=body, live=False, owner=by)
            parent.add_child(instance=page)
            page.save_revision(user=by)
    try:
        invite_steward(house, email=steward, by=by, now=now)
    except ValidationError as error:
        raise ValidationError({"steward": error.messages}) from error
    return house


def _usual_pages() -> list[tuple[str, str, str]]:
    """Address, title and words to begin with."""
    return [
        (
            "about",
            _("About"),
            _("Who lives here, how the house began, and what an ordinary evening is like. Replace this."),
        ),
        (
            "house-rules",
            _("House rules"),
            _(
                "Quiet hours, guests of guests, the kitchen, shoes: what people should know before they ask "
                "to stay. What they accept when they book is kept in the house's settings."
            ),
        ),
        (
            "getting-here",
            _("Getting here"),
            _(
                "The nearest stop, the last stretch on foot, where to leave a bicycle or a car. Door codes "
                "do not belong here: guests get them by mail."
            ),
        ),
    ]

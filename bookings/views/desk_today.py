"""What waits in my houses, on the first screen of the admin."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.admin.ui.components import Component

from bookings.queries.desk import arriving, desk_bookings, in_tab
from bookings.queries.rests import unpaid_rests
from bookings.rules.desk import Tab
from bookings.views.desk import Card, cards
from locations.access import houses_for
from members.models import User

MOST = 10


class TodayPanel(Component):
    """Requests with their age, approvals not yet paid, rests that are due, and who arrives today."""

    name = "today"
    template_name = "bookings/desk/today.html"
    order = 10

    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        houses = houses_for(self.user, may="bookings")
        names = list(houses.values_list("slug", "name"))
        return {
            "houses": names,
            **(_waiting(self.user, now) if names else {}),
            "request": parent_context["request"],
            # A panel gets nothing of the page's context by itself, and its buttons post.
            "csrf_token": parent_context["csrf_token"],
        }


def _waiting(user: User | AnonymousUser, now: datetime) -> dict[str, list[Card]]:
    """Four lists, their money in one go: twelve queries whatever waits."""
    bookings = desk_bookings(houses_for(user, may="bookings"))
    lists = {
        "overdue": unpaid_rests(now, among=bookings)[:MOST],
        "requests": list(in_tab(bookings, Tab.WAITING, now=now)[:MOST]),
        "unpaid": list(in_tab(bookings, Tab.UNPAID, now=now)[:MOST]),
        "arriving": list(arriving(bookings, now=now)[: MOST * 2]),
    }
    found = cards([booking for part in lists.values() for booking in part], now=now)
    made = {card.row.booking.pk: card for card in found}
    return {name: [made[booking.pk] for booking in part] for name, part in lists.items()}

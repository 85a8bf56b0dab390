"""The mail about a stay that another calendar sold."""

from datetime import datetime

from django.urls import reverse

from bookings.emails.envelope import stewards_of
from bookings.models import OutsideStay
from bookings.rules.clock import day_ends
from messaging.send import queue


def outside_clash(stay: OutsideStay, *, now: datetime) -> None:
    """To each steward: another calendar sold a bed that is taken here."""
    house = stay.room.house
    path = reverse("desk:calendars", args=[house.slug])
    for person in stewards_of(house):
        queue(
            key="bookings.outside_clash",
            fact=f"outside-{stay.pk}-{stay.start}-{stay.end}",
            to=person,
            house=house,
            thread=None,
            context={"to": person, "stay": stay, "room": stay.room, "path": path, "desk": True},
            now=now,
            useful_until=day_ends(stay.end, house.zone),
        )

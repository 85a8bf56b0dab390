"""Calendars kept elsewhere, with what they said when they were last read."""

from datetime import date

from bookings.actions.outside import take_in
from bookings.models import OutsideCalendar
from bookings.rules.calendars import Entry, Reading
from locations.models import Room
from tests.factories.bookings import NOW
from tests.factories.members import UserFactory


def outside_calendar(room: Room, *stays: tuple[str, date, date], name: str = "Airbnb") -> OutsideCalendar:
    """A calendar of `room` that said `stays` of `(key, start, end)`."""
    made = OutsideCalendar.objects.create(
        room=room,
        name=name,
        url=f"https://elsewhere.example/{room.pk}.ics",
        by=UserFactory(is_superuser=True),
        created_at=NOW,
        next_at=NOW,
    )
    take_in(made, Reading(tuple(Entry(*stay, summary=name) for stay in stays)), now=NOW)
    return made

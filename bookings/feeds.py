"""A stay as a calendar file (RFC 5545)."""

from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from bookings.models import Booking


def stay_calendar(booking: Booking, *, now: datetime) -> bytes:
    """One all-day event from arrival to departure, DTEND exclusive (RFC 5545, 3.6.1), with a stable UID."""
    event = Event()
    event.add("uid", f"{booking.number}@{settings.LIST_DOMAIN}")
    event.add("dtstamp", now)
    event.add("dtstart", booking.arrive)
    event.add("dtend", booking.depart + timedelta(days=1))
    event.add("summary", f"{booking.house.name}, {booking.room.name}")
    event.add("url", f"{settings.SITE_URL}{booking.thread.path}")
    calendar = Calendar()
    calendar.add("prodid", "-//Modernomad//stays//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()

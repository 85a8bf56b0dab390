"""Stays as calendar files (RFC 5545)."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from bookings.models import Booking, Feed
from bookings.queries.outside import Stretch, own_stretches


def stay_calendar(booking: Booking, *, now: datetime) -> bytes:
    """One all-day event from arrival to departure, DTEND exclusive (RFC 5545, 3.6.1), with a stable UID."""
    event = Event()
    event.add("uid", f"{booking.number}@{settings.LIST_DOMAIN}")
    event.add("dtstamp", now)
    event.add("dtstart", booking.arrive)
    event.add("dtend", booking.depart + timedelta(days=1))
    event.add("summary", f"{booking.house.name}, {booking.room.name}")
    event.add("url", f"{settings.SITE_URL}{booking.thread.path}")
    return _calendar(event)


def feed_calendar(feed: Feed, *, now: datetime) -> bytes:
    """What a house or a room has sold or blocked, nights only: DTEND is the morning of departure.

    The same bytes as long as nothing changed, and nothing of anybody in them: other programs read this.
    """
    events = [_nights(stretch, whole_house=feed.room_id is None) for stretch in own_stretches(feed, now=now)]
    return _calendar(*events, name=str(feed))


def etag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def _nights(stretch: Stretch, *, whole_house: bool) -> Event:
    event = Event()
    # A stay's number is nobody else's business; our own domain, so that nothing comes back to us.
    event.add("uid", f"{hashlib.sha256(stretch.uid.encode()).hexdigest()[:32]}@{settings.LIST_DOMAIN}")
    event.add("dtstamp", stretch.changed_at.astimezone(UTC))
    event.add("dtstart", stretch.start)
    event.add("dtend", stretch.end)
    what = "Not available" if stretch.blocked else "Booked"
    beds = f" ({stretch.beds} of its beds)" if stretch.room.is_shared else ""
    event.add("summary", f"{stretch.room.name}: {what}{beds}" if whole_house else f"{what}{beds}")
    event.add("transp", "OPAQUE")
    return event


def _calendar(*events: Event, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Modernomad//stays//EN")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()

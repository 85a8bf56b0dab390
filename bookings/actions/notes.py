"""Stewards' notes on a booking."""

from datetime import datetime

from django.utils.translation import gettext as _

from bookings.actions.refused import Refused
from bookings.models import Booking, Note
from members.models import User


def add_note(booking: Booking, *, text: str, by: User, now: datetime) -> Note:
    """A note only stewards of the house see."""
    if not text.strip():
        raise Refused(_("Write the note first."))
    return Note.objects.create(booking=booking, text=text.strip(), by=by, at=now)

"""What guest and house write to each other, each in the other's mail."""

from datetime import datetime, timedelta

from bookings.emails.envelope import tell_guest, tell_stewards
from bookings.models import Booking

# What somebody wrote is worth reading even after the stay.
WORTH_READING = timedelta(days=14)


def from_house(booking: Booking, *, fact: str, subject: str, words: str, now: datetime) -> None:
    """To the guest: what a steward wrote, as they wrote it."""
    until = now + WORTH_READING
    tell_guest(booking, "from_house", fact, now=now, until=until, subject_typed=subject, words=words)


def from_guest(booking: Booking, *, fact: str, words: str, files: int, now: datetime) -> None:
    """To each steward: what the guest wrote, and how many files came with it."""
    tell_stewards(booking, "from_guest", fact, now=now, until=now + WORTH_READING, words=words, files=files)

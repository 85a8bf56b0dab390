"""What guest and house write to each other, each in the other's mail."""

from datetime import datetime, timedelta

from bookings.emails.envelope import facts, tell_guest, tell_stewards
from bookings.models import Booking
from members.models import User
from messaging.catalogue import letter_mail
from messaging.emails import OwnWords, told
from messaging.models import Canned, Post
from messaging.rules.placeholders import filled

# What somebody wrote is worth reading even after the stay.
WORTH_READING = timedelta(days=14)


def from_house(booking: Booking, *, post: Post, files: int, now: datetime) -> None:
    """To the guest: what a steward wrote, as they wrote it; and how many files came with it."""
    said = {"subject_typed": post.subject, "words": post.text, "files": files}
    tell_guest(booking, "from_house", post.fact, now=now, until=now + WORTH_READING, **said)


def from_guest(booking: Booking, *, post: Post, files: int, now: datetime) -> None:
    """To each steward: what the guest, or somebody whose mail a steward let in, wrote; and how many files."""
    tell_stewards(
        booking, "from_guest", post.fact, now=now, until=now + WORTH_READING, words=post.text, files=files,
        stranger="" if post.by else post.name,
    )  # fmt: skip


def letter_about(booking: Booking, letter: Canned, *, by: User) -> OwnWords:
    """A letter that the house keeps, filled with what belongs to this booking, to be changed and sent."""
    context = {**facts(booking), "to": booking.guest, "by": by}
    values = told(
        letter_mail(),
        context=context,
        house=booking.house,
        path=booking.thread.path,
        language=booking.language,
    )
    return OwnWords(filled(letter.subject, values), filled(letter.body, values))

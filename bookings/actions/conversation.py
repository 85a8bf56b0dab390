"""Guest and house write to each other about a stay."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.refused import Refused
from bookings.models import Booking
from members.models import User
from messaging.actions.posts import Said, write
from messaging.models import Inbound, Post
from messaging.queries.conversation import files_of


@transaction.atomic
def write_to_guest(
    booking: Booking,
    *,
    said: Said,
    by: User,
    now: datetime,
    key: UUID | None = None,
    inbound: Inbound | None = None,
) -> Post:
    """A steward writes to the guest: kept on the booking and sent, once for each form or mail."""
    _refuse_empty(said)
    post, is_new = write(booking.thread, said=said, by=by, is_ours=True, now=now, key=key, inbound=inbound)
    if is_new:
        files = sum(file.kept for file in files_of(post))
        emails.from_house(booking, post=post, files=files, now=now)
    return post


@transaction.atomic
def write_to_house(
    booking: Booking,
    *,
    said: Said,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
    inbound: Inbound | None = None,
) -> Post:
    """The guest writes to the house: kept on the booking and sent to each steward, once.

    `by` is None for somebody else whose mail a steward let in: that stays among the stewards.
    """
    _refuse_empty(said)
    post, is_new = write(
        booking.thread, said=said, by=by, is_ours=False, is_private=by is None, now=now, key=key,
        inbound=inbound,
    )  # fmt: skip
    if is_new:
        files = sum(file.kept for file in files_of(post))
        emails.from_guest(booking, post=post, files=files, now=now)
    return post


def keep_for_house(booking: Booking, *, said: Said, by: User, inbound: Inbound, now: datetime) -> Post:
    """Keep a steward's mail that is not for the guest."""
    return write(booking.thread, said=said, by=by, is_ours=True, is_private=True, now=now, inbound=inbound)[0]


def _refuse_empty(said: Said) -> None:
    if not said.text.strip():
        raise Refused(_("Write something first."))

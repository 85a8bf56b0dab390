"""Our calendars for others to read: opening, renewing and ending their addresses."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.refused import Refused
from bookings.models import Feed
from locations.models import House, Room
from members.models import User


@transaction.atomic
def open_feed(house: House, room: Room | None, *, by: User, now: datetime) -> Feed:
    """A new address for the calendar of `room`, or of the whole house; one it had before ends.

    Whoever reads the old address gets 404 from then on.
    """
    if room is not None and room.house_id != house.pk:
        raise Refused(_("That room is not in this house."))
    House.objects.select_for_update().get(pk=house.pk)
    _end(house, room, now=now)
    made = Feed.objects.create(house=house, room=room, token=secrets.token_urlsafe(32), by=by, created_at=now)
    log(room or house, "bookings.feed", user=by, timestamp=now)
    return made


@transaction.atomic
def end_feed(feed: Feed, *, by: User, now: datetime) -> None:
    """Give nobody this calendar any more; ended before, nothing happens."""
    House.objects.select_for_update().get(pk=feed.house_id)
    if _end(feed.house, feed.room, now=now):
        log(feed.room or feed.house, "bookings.feed_ended", user=by, timestamp=now)


def _end(house: House, room: Room | None, *, now: datetime) -> int:
    return Feed.objects.filter(house=house, room=room, ended_at=None).update(ended_at=now)

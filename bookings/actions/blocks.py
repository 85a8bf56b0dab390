"""Beds a steward keeps from being sold."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.beds import free_expired, lock_rooms, take
from bookings.actions.refused import Refused
from bookings.models import BedNight, Block
from bookings.rules.clock import today
from bookings.rules.stay import Stay
from locations.models import Room
from members.models import User


@transaction.atomic
def block(room: Room, *, start: date, end: date, beds: int, reason: str, by: User, now: datetime) -> Block:
    """Keep `beds` beds of `room` from being sold, nights `start … end - 1`; Refused if they aren't free."""
    if end <= start:
        raise Refused(_("Choose an end after the start."))
    if beds < 1 or not reason.strip():
        raise Refused(_("Say how many beds, and why."))
    room = lock_rooms(room.pk)[room.pk]
    if start < today(now, room.house.zone):
        raise Refused(_("Nights before today are over and stay as they were."))
    free_expired(room.pk, now=now)
    made = Block.objects.create(
        room=room, start=start, end=end, beds=beds, reason=reason.strip(), by=by, created_at=now
    )
    take(room, Stay(start, end), beds, block=made)
    log(
        room,
        "bookings.block",
        user=by,
        timestamp=now,
        data={"start": str(start), "end": str(end), "beds": beds},
    )
    return made


@transaction.atomic
def unblock(block: Block, *, by: User, now: datetime) -> Block:
    """Sell the beds of `block` again from today on; the nights before stand as they were."""
    room = lock_rooms(block.room_id)[block.room_id]
    block = Block.objects.select_for_update().get(pk=block.pk)
    if block.removed_at is not None:
        raise Refused(_("These beds are sold again already."))
    BedNight.objects.filter(block=block, night__gte=today(now, room.house.zone)).delete()
    block.removed_at = now
    block.save(update_fields=["removed_at"])
    log(
        room,
        "bookings.unblock",
        user=by,
        timestamp=now,
        data={"start": str(block.start), "end": str(block.end)},
    )
    return block

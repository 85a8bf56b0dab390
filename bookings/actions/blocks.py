"""Beds a steward keeps from being sold."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from bookings.actions.beds import free_expired, lock_rooms, take
from bookings.actions.refused import InTheWay, Refused
from bookings.models import BedNight, Block
from bookings.queries.capacity import owners, say_taken, taken
from bookings.queries.nights import nights_of
from bookings.rules.clock import today
from bookings.rules.stay import Stay
from locations.models import Room
from members.models import User

LONGEST_BLOCK = 730


@transaction.atomic
def block(room: Room, *, start: date, end: date, beds: int, reason: str, by: User, now: datetime) -> Block:
    """Keep `beds` beds of `room` from being sold, nights `start … end - 1`.

    InTheWay if they aren't free; a private room is blocked whole.
    """
    if end <= start:
        raise Refused(_("Choose an end after the start."))
    if (end - start).days > LONGEST_BLOCK:
        raise Refused(_("Beds can be blocked for two years at most. Offer fewer beds instead."))
    if beds < 1 or not reason.strip():
        raise Refused(_("Say how many beds, and why."))
    room = lock_rooms(room.pk)[room.pk]
    if start < today(now, room.house.zone):
        raise Refused(_("Nights before today are over and stay as they were."))
    free_expired(room.pk, now=now)
    _refuse_taken(room, start, end, beds, now=now)
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


def _refuse_taken(room: Room, start: date, end: date, beds: int, *, now: datetime) -> None:
    for night in nights_of([room.pk], start, end, now=now)[room.pk]:
        if night.free < beds:
            rows = list(taken(room, now=now).filter(night=night.night))
            words = {"night": date_format(night.night, "D j F Y"), "n": night.capacity}
            offered = ngettext(
                "On the night of %(night)s the room offers only %(n)d bed.",
                "On the night of %(night)s the room offers only %(n)d beds.",
                night.capacity,
            )
            raise InTheWay(say_taken(night.night, rows) if rows else offered % words, owners(rows))


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

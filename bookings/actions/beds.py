"""Taking and freeing beds: every path that sells a bed goes through here.

Lock order everywhere: rooms by id, booking, bill, payment.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.moves import move
from bookings.actions.refused import Refused
from bookings.models import BedNight, Block, Booking, OutsideStay
from bookings.rules.beds import assign
from bookings.rules.states import HOLDING, Side, State
from bookings.rules.stay import Stay
from locations.models import Room
from locations.rules.capacity import nightly
from payments.actions import bills, refunds
from payments.queries import balance, due

logger = logging.getLogger(__name__)


def lock_rooms(*room_ids: int) -> dict[int, Room]:
    """The rooms by id, locked in order of id until the transaction ends."""
    rooms = (
        Room.objects.select_for_update(of=("self",)).select_related("house").filter(pk__in=sorted(room_ids))
    )
    return {room.pk: room for room in rooms.order_by("pk")}


def lock_booking(booking: Booking, *, now: datetime) -> Booking:
    """The booking as it is now, its room and itself locked; what ran out by the clock there is over."""
    return lock_booking_and_room(booking, None, now=now)[0]


def lock_booking_and_room(
    booking: Booking, room: Room | None, *, now: datetime
) -> tuple[Booking, Room | None]:
    """The booking with its room, and another room it may move to: rooms first, in order of id.

    Another transaction may move the booking to a room we did not lock while we wait: then we let go of
    everything and look again, as a lock taken afterwards could be out of order.
    """
    while True:
        before = transaction.savepoint()
        room_id = Booking.objects.values_list("room_id", flat=True).get(pk=booking.pk)
        rooms = lock_rooms(*{room_id, room.pk if room else room_id})
        fresh = (
            Booking.objects.select_for_update(of=("self",))
            .select_related("guest", "bill", "thread")
            .get(pk=booking.pk)
        )
        if fresh.room_id in rooms:
            break
        transaction.savepoint_rollback(before)
    transaction.savepoint_commit(before)
    for locked in sorted(rooms):
        if free_expired(locked, now=now):
            fresh.refresh_from_db()
    fresh.room = rooms[fresh.room_id]
    return fresh, rooms[room.pk] if room else None


def free_expired(room_id: int, *, now: datetime) -> int:
    """End the holds of a locked room that ran out by `now`; how many there were.

    One that can't be ended keeps its beds and is left to the log and the worker's next minute: it must not
    close the room to everybody else.
    """
    over = Booking.objects.select_for_update(of=("self",)).filter(
        room_id=room_id, state__in=list(HOLDING), hold_until__lte=now
    )
    expired = list(over.select_related("room__house", "guest", "thread").order_by("pk"))
    return sum(_expire(booking, now=now) for booking in expired)


def _expire(booking: Booking, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            release(booking)
            step = move(booking, State.EXPIRED, side=Side.SYSTEM, by=None, now=now)
            emails.expired(booking, step, now=now)
            _give_back_part(booking, now=now)
    except Exception:
        logger.exception("The hold of %s could not be ended", booking.number)
        return False
    return True


def _give_back_part(booking: Booking, *, now: datetime) -> None:
    """Less than is due can't buy a stay whose hold ran out; all of it still may, where the bed is free."""
    if balance(booking.bill).kept <= 0 or due(booking.bill, now=now) <= 0:
        return
    why = _("Not paid in time")
    bills.waive(booking.bill, keep=Decimal(0), label=why, by=None, now=now)
    made = refunds.give_back(booking.bill, amount=None, reason=why, by=None, now=now)
    if made:
        sent = sum((refund.amount for refund in made), Decimal(0))
        emails.came_too_late(booking, fact=f"refund-{made[0].pk}", amount=sent, now=now)


def take(
    room: Room,
    stay: Stay,
    beds: int,
    *,
    booking: Booking | None = None,
    block: Block | None = None,
    until: datetime | None = None,
) -> None:
    """Take `beds` beds of a locked room for every night of `stay`, until `until` or for good.

    Refused if they aren't free. Call `free_expired` first: beds of holds that ran out are free only once
    their rows are gone.
    """
    chosen = assign(_free_numbers(room, stay), beds)
    if chosen is None:
        raise Refused(_full_message(room, stay, beds))
    BedNight.objects.bulk_create(
        BedNight(room=room, night=night, bed=bed, booking=booking, block=block, until=until)
        for night, numbers in chosen.items()
        for bed in numbers
    )


def take_what_is_free(room: Room, nights: Collection[date], *, outside: OutsideStay) -> list[date]:
    """Take a bed of a locked room for each of `nights` that has one free; the nights that have none.

    A stay that another calendar sold stands, whether we have its bed or not: what is free of it is taken, so
    that nobody else is sold it.
    """
    if not nights:
        return []
    free = _free_numbers(room, Stay(min(nights), max(nights) + timedelta(days=1)))
    chosen = assign({night: free[night] for night in sorted(nights) if free[night]}, 1) or {}
    BedNight.objects.bulk_create(
        BedNight(room=room, night=night, bed=bed, outside=outside)
        for night, numbers in chosen.items()
        for bed in numbers
    )
    return sorted(set(nights) - set(chosen))


def keep_until(booking: Booking, until: datetime | None) -> None:
    """Let the booking's bed-nights stand until `until`, or for good."""
    BedNight.objects.filter(booking=booking).update(until=until)


def release(booking: Booking, *, nights_from: date | None = None) -> None:
    """Give back the booking's bed-nights, or those from `nights_from` on."""
    taken = BedNight.objects.filter(booking=booking)
    if nights_from is not None:
        taken = taken.filter(night__gte=nights_from)
    taken.delete()


def _free_numbers(room: Room, stay: Stay) -> dict[date, list[int]]:
    changes = room.capacity_changes.filter(start_date__lt=stay.depart).values_list("start_date", "beds")
    taken = set(
        BedNight.objects.filter(room=room, night__gte=stay.arrive, night__lt=stay.depart).values_list(
            "night", "bed"
        )
    )
    return {
        night: [bed for bed in range(1, beds + 1) if (night, bed) not in taken]
        for night, beds in nightly(changes, stay.arrive, stay.depart)
    }


def _full_message(room: Room, stay: Stay, beds: int) -> str:
    free: Mapping[date, list[int]] = _free_numbers(room, stay)
    night = next(night for night, numbers in free.items() if len(numbers) < beds)
    return _("%(room)s is full on the night of %(night)s. Choose other dates or another room.") % {
        "room": room.name,
        "night": date_format(night, "D j F"),
    }

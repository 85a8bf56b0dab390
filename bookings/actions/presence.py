"""The guest comes, goes, or doesn't come."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actions.beds import lock_booking, release, take
from bookings.actions.moves import done_already, move
from bookings.actions.refused import Refused
from bookings.models import BedNight, Booking
from bookings.queries.policies import no_show_percent
from bookings.rules.clock import today
from bookings.rules.policies import keeps
from bookings.rules.states import Side, State
from bookings.rules.stay import Stay
from members.models import User
from payments.actions import bills, refunds
from payments.queries import balance


@transaction.atomic
def check_in(booking: Booking, *, by: User, now: datetime) -> Booking:
    """The guest is here; after a no-show, "came after all" takes the remaining nights again."""
    booking = lock_booking(booking, now=now)
    if booking.state not in {State.CONFIRMED, State.NO_SHOW}:
        # The table leads here from CHECKED_OUT too, but that is an undo, which forgets when the guest left.
        raise done_already(booking)
    if today(now, booking.house.zone) < booking.arrive:
        raise Refused(_("The stay has not begun yet."))
    came_after_all = booking.state == State.NO_SHOW
    move(booking, State.CHECKED_IN, side=Side.STEWARD, by=by, now=now)
    if came_after_all:
        bills.restore(booking.bill, by=by, now=now)
    _take_missing(booking)
    return booking


@transaction.atomic
def check_out(booking: Booking, *, by: User, now: datetime) -> Booking:
    """The guest has left; nights from today on are free again, and `depart` stays what was booked."""
    booking = lock_booking(booking, now=now)
    left_on = max(min(today(now, booking.house.zone), booking.depart), booking.arrive)
    booking.left_on = left_on
    move(booking, State.CHECKED_OUT, side=Side.STEWARD, by=by, now=now)
    release(booking, nights_from=left_on)
    return booking


@transaction.atomic
def no_show(booking: Booking, *, by: User, now: datetime) -> Booking:
    """The guest did not come: the first night stands, the others are free again.

    The policy says what goes back.
    """
    booking = lock_booking(booking, now=now)
    if today(now, booking.house.zone) <= booking.arrive:
        raise Refused(_("The arrival day is not over yet."))
    move(booking, State.NO_SHOW, side=Side.STEWARD, by=by, now=now)
    _settle_no_show(booking, by=by, now=now)
    release(booking, nights_from=Stay(booking.arrive, booking.depart).second_night)
    return booking


@transaction.atomic
def undo_presence(booking: Booking, *, by: User, now: datetime) -> Booking:
    """Take back a check-in, check-out or no-show.

    Nights that were freed are taken again if they still are free.
    """
    booking = lock_booking(booking, now=now)
    back = State.CHECKED_IN if booking.state == State.CHECKED_OUT else State.CONFIRMED
    if booking.state not in {State.CHECKED_IN, State.CHECKED_OUT, State.NO_SHOW}:
        raise Refused(_("There is nothing to undo."))
    booking.left_on = None
    if booking.state == State.NO_SHOW:
        bills.restore(booking.bill, by=by, now=now)
    move(booking, back, side=Side.STEWARD, by=by, now=now)
    _take_missing(booking)
    return booking


def _settle_no_show(booking: Booking, *, by: User, now: datetime) -> None:
    percent = no_show_percent(booking)
    if percent <= 0:
        return
    bill = booking.bill
    keep = keeps(percent, total=balance(bill).total, currency=bill.currency)
    bills.waive(bill, keep=keep, label=_("Did not come"), by=by, now=now)
    refunds.give_back(bill, amount=None, reason=_("Did not come"), by=by, now=now)


def _take_missing(booking: Booking) -> None:
    """Take the nights of the stay that the booking no longer has; they are always its last ones."""
    have = BedNight.objects.filter(booking=booking).order_by("-night").values_list("night", flat=True).first()
    start: date = (
        Stay(have, booking.depart).second_night if have and have < booking.depart else booking.arrive
    )
    if start < booking.depart:
        take(booking.room, Stay(start, booking.depart), booking.beds, booking=booking)

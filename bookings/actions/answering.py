"""A steward answers: approve, decline, think again, bring back."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import lock_booking, take
from bookings.actions.letters import tell_confirmed
from bookings.actions.moves import done_already, move
from bookings.actions.refused import Refused
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking, Move
from bookings.queries.codes import uses
from bookings.rules.clock import day_ends, today
from bookings.rules.states import Side, State, approval_ends, request_ends
from locations.models import DiscountCode
from members.models import User
from payments.actions import bills, refunds
from payments.queries import due


@transaction.atomic
def approve(booking: Booking, *, by: User, now: datetime) -> Booking:
    """Say yes to a request: its beds are held until the guest has paid.

    Confirmed at once if nothing is due.
    """
    booking = lock_booking(booking, now=now)
    _refuse_lapsed(booking, now=now)
    _refuse_unless(booking, State.REQUESTED)
    _hold_approved(booking, by=by, now=now)
    return booking


@transaction.atomic
def decline(booking: Booking, *, reason: str, by: User, now: datetime) -> Booking:
    """Say no to a request; the guest reads `reason`."""
    if not reason.strip():
        raise Refused(_("Give a reason: the guest reads it."))
    booking = lock_booking(booking, now=now)
    _refuse_lapsed(booking, now=now)
    step = move(booking, State.DECLINED, side=Side.STEWARD, by=by, now=now, why=reason.strip())
    bills.waive(booking.bill, keep=Decimal(0), label=_("Declined"), by=by, now=now)
    refunds.give_back(booking.bill, amount=None, reason=_("Declined"), by=by, now=now)
    emails.declined(booking, step, now=now)
    return booking


@transaction.atomic
def second_thought(booking: Booking, *, by: User, now: datetime) -> Booking:
    """Take a "no" back: the request waits for an answer again, as if it had come today."""
    booking = lock_booking(booking, now=now)
    _refuse_unless(booking, State.DECLINED)
    _refuse_after_arrival_day(booking, now=now)
    ends = request_ends(
        now,
        answer_days=booking.house.answer_days,
        arrival_day_ends=day_ends(booking.arrive, booking.house.zone),
    )
    step = move(booking, State.REQUESTED, side=Side.STEWARD, by=by, now=now, ends=ends)
    bills.restore(booking.bill, by=by, now=now)
    emails.reopened(booking, step, now=now)
    return booking


@transaction.atomic
def reinstate(booking: Booking, *, by: User, now: datetime) -> Booking:
    """Bring back a stay that expired or was cancelled, if its beds are still free.

    It is approved again and waits for the payment, or confirmed at once where nothing is due.
    """
    booking = lock_booking(booking, now=now)
    _refuse_unless(booking, State.EXPIRED, State.CANCELLED)
    _refuse_without_code(booking, now=now)
    bills.restore(booking.bill, by=by, now=now)
    if booking.state == State.CANCELLED and due(booking.bill, now=now) <= 0:
        _confirm_again(booking, by=by, now=now)
    else:
        _hold_approved(booking, by=by, now=now)
    return booking


def time_to_pay(booking: Booking, *, now: datetime) -> datetime:
    """Until when a stay approved now is held."""
    house = booking.house
    arrival_day_ends = day_ends(booking.arrive, house.zone)
    return approval_ends(now, hold_hours=house.hold_hours, arrival_day_ends=arrival_day_ends)


def _hold_approved(booking: Booking, *, by: User, now: datetime) -> Move:
    _refuse_after_arrival_day(booking, now=now)
    ends = time_to_pay(booking, now=now)
    step = move(booking, State.APPROVED, side=Side.STEWARD, by=by, now=now, ends=ends)
    take(booking.room, booking.stay, booking.beds, booking=booking, until=ends)
    if not confirm_if_nothing_due(booking, now=now):
        emails.approved(booking, step, now=now)
    return step


def _confirm_again(booking: Booking, *, by: User, now: datetime) -> None:
    _refuse_after_arrival_day(booking, now=now)
    step = move(booking, State.CONFIRMED, side=Side.STEWARD, by=by, now=now)
    take(booking.room, booking.stay, booking.beds, booking=booking)
    tell_confirmed(booking, step, now=now)


def _refuse_without_code(booking: Booking, *, now: datetime) -> None:
    """The stay comes back at its price, so its discount code must still have a use left for it."""
    codes = DiscountCode.objects.filter(reductions__bill=booking.bill, reductions__ended_at=None)
    for code in codes.select_for_update(of=("self",)).select_related("house").order_by("pk"):
        used = uses(code, now=now).exclude(pk=booking.pk).count()
        if code.uses is not None and used >= code.uses:
            told = _(
                "The code %(code)s was used by others meanwhile. Take it off the bill or raise its number."
            )
            raise Refused(told % {"code": code})


def _refuse_unless(booking: Booking, *states: State) -> None:
    """The table has the step from other states too, but it means another deed there: bill and beds differ."""
    if booking.state not in states:
        raise done_already(booking)


def _refuse_lapsed(booking: Booking, *, now: datetime) -> None:
    if booking.current_state(now) == State.LAPSED:
        raise Refused(_("This request was not answered in time and has lapsed. The guest can send it again."))


def _refuse_after_arrival_day(booking: Booking, *, now: datetime) -> None:
    if today(now, booking.house.zone) > booking.arrive:
        raise Refused(_("The arrival day is over. Enter a new stay with other dates instead."))

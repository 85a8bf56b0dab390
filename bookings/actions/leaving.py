"""A stay that won't be: withdrawn by its guest, or cancelled by either side."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import lock_booking, release
from bookings.actions.moves import move
from bookings.actions.refused import Refused
from bookings.models import Booking
from bookings.queries.policies import backs
from bookings.rules.clock import today
from bookings.rules.states import Side, State
from members.models import User
from payments.actions import bills, checkout, refunds
from payments.queries import balance


@transaction.atomic
def withdraw(booking: Booking, *, by: User, now: datetime) -> Booking:
    """The guest no longer wants a stay that is not confirmed; its beds are free at once."""
    booking = lock_booking(booking, now=now)
    if booking.current_state(now) == State.LAPSED:
        raise Refused(_("This request was not answered in time, so it is over already."))
    step = move(booking, State.WITHDRAWN, side=Side.GUEST, by=by, now=now)
    _let_go(booking, keep=Decimal(0), label=_("Withdrawn"), by=by, now=now)
    emails.withdrawn(booking, step, now=now)
    return booking


def guest_refund(booking: Booking, *, now: datetime) -> Decimal:
    """What a guest's own cancelling gives back today, by the policy the stay was booked with."""
    return backs(booking, now=now)[0].amount


@transaction.atomic
def cancel_own(booking: Booking, *, by: User, now: datetime, expected: Decimal | None = None) -> Booking:
    """The guest cancels a confirmed stay.

    If `expected`, the refund they were shown, changed, nothing is done.
    """
    booking = lock_booking(booking, now=now)
    refund = guest_refund(booking, now=now)
    if expected is not None and expected != refund:
        raise Refused(_("What goes back to you has changed since you looked. Read it again, then cancel."))
    return _cancel(booking, side=Side.GUEST, refund=refund, reason="", by=by, now=now)


@transaction.atomic
def cancel(
    booking: Booking, *, by: User, now: datetime, refund: Decimal | None = None, reason: str = ""
) -> Booking:
    """A steward cancels and gives `refund` back, from 0 to what was paid (all of it if None)."""
    booking = lock_booking(booking, now=now)
    most = balance(booking.bill).kept
    amount = most if refund is None else refund
    if not 0 <= amount <= most:
        raise Refused(
            _("Give back between 0 and %(most)s %(currency)s.")
            % {"most": most, "currency": booking.bill.currency}
        )
    return _cancel(booking, side=Side.STEWARD, refund=amount, reason=reason.strip(), by=by, now=now)


def lapse_unpaid(booking: Booking, *, reason: str, now: datetime) -> Booking:
    """The rest of a locked, confirmed stay was not paid: it ends as if the guest had cancelled it today."""
    refund = guest_refund(booking, now=now)
    return _cancel(booking, side=Side.SYSTEM, refund=refund, reason=reason, by=None, now=now)


def _cancel(
    booking: Booking, *, side: Side, refund: Decimal, reason: str, by: User | None, now: datetime
) -> Booking:
    if today(now, booking.house.zone) >= booking.depart:
        raise Refused(_("The stay is over and stands as it was."))
    step = move(booking, State.CANCELLED, side=side, by=by, now=now, why=reason)
    _let_go(booking, keep=balance(booking.bill).kept - refund, label=_("Cancelled"), by=by, now=now)
    emails.cancelled(booking, step, refund=refund, now=now)
    return booking


def _let_go(booking: Booking, *, keep: Decimal, label: str, by: User | None, now: datetime) -> None:
    """Free the beds, lower the bill to `keep`, give back the rest, end an open card payment."""
    release(booking)
    bills.waive(booking.bill, keep=keep, label=label, by=by, now=now)
    refunds.give_back(booking.bill, amount=None, reason=label, by=by, now=now)
    checkout.ask_expiry(booking.bill, now=now)

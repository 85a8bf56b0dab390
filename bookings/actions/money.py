"""Where money meets a stay: paying for it, and what a payment or refund changes."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import keep_until, lock_booking, take
from bookings.actions.letters import tell_confirmed
from bookings.actions.moves import move
from bookings.actions.refused import Refused
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking
from bookings.rules.clock import today
from bookings.rules.states import FIRM, HOLDING, Side, State
from bookings.rules.stay import Stay
from members.models import User
from payments.actions import bills, charges, checkout, refunds
from payments.models import Bill, Payment
from payments.queries import balance, good_session, overpaid, owed, waived

# Stripe's shortest session is 30 minutes; it must end before the hold does.
SESSION_ENDS_BEFORE = timedelta(minutes=5)
HOLD_FOR_SESSION = timedelta(minutes=36)
LONGEST_SESSION = timedelta(hours=24)


def open_payment(booking: Booking, *, by: User, now: datetime) -> Payment:
    """An open card payment for what is owed.

    `url` is where the guest pays. Refused says why there is none.
    """
    with transaction.atomic():
        booking = lock_booking(booking, now=now)
        if booking.state not in HOLDING:
            raise Refused(_("There is nothing to pay on this booking now."))
        amount = owed(booking.bill)
        ends = _session_ends(booking, amount=amount, now=now)
    back = f"{settings.SITE_URL}{reverse('payments:return', args=[booking.bill.reference])}"
    return checkout.open_session(
        booking.bill,
        amount=amount,
        expires_at=ends,
        success_url=back,
        cancel_url=f"{settings.SITE_URL}{booking.bill.path}",
        email=booking.guest.email,
        description=_("%(arrive)s to %(depart)s, booking %(number)s")
        % {
            "arrive": date_format(booking.arrive, "D j F"),
            "depart": date_format(booking.depart, "D j F"),
            "number": booking.number,
        },
        language=booking.language,
        now=now,
    )


def _session_ends(booking: Booking, *, amount: Decimal, now: datetime) -> datetime:
    """When a session for a held booking ends; a new one moves the hold to outlast it, within its limit."""
    hold_until = booking.hold_until or now
    if good_session(booking.bill, amount=amount, now=now) is None and hold_until < now + HOLD_FOR_SESSION:
        hold_until = now + HOLD_FOR_SESSION
        _extend_hold(booking, hold_until)
    return min(hold_until - SESSION_ENDS_BEFORE, now + LONGEST_SESSION)


def _extend_hold(booking: Booking, wanted: datetime) -> None:
    if booking.hold_limit is None or booking.hold_limit < wanted:
        raise Refused(_("There is too little time left to pay for this stay. Ask the house for more time."))
    booking.hold_until = wanted
    booking.save(update_fields=["hold_until"])
    keep_until(booking, wanted)
    emails.held_longer(booking)


@transaction.atomic
def mark_paid(
    booking: Booking,
    *,
    amount: Decimal,
    source: str,
    reference: str,
    received_on: date,
    by: User,
    now: datetime,
) -> Payment:
    """A steward took `amount` in cash or by transfer."""
    booking = lock_booking(booking, now=now)
    if booking.state not in HOLDING | FIRM:
        raise Refused(_("Bring the booking back first: money can't be taken on one that is over."))
    return charges.take_manual(
        booking.bill,
        amount=amount,
        source=source,
        reference=reference,
        received_on=received_on,
        by=by,
        now=now,
    )


@transaction.atomic
def bill_changed(bill: Bill, *, by: User | None, now: datetime) -> None:
    """A payment or refund of `bill` was recorded: confirm the stay it buys, or send back what can't buy it.

    Never raises for lack of beds. Money on a request waits for the answer.
    """
    found = Booking.objects.filter(bill=bill).first()
    if found is None:
        return
    booking = lock_booking(found, now=now)
    if booking.state in HOLDING:
        confirm_if_nothing_due(booking, now=now)
    elif booking.state == State.EXPIRED:
        _late(booking, now=now)
    if booking.state != State.REQUESTED:
        _send_back(booking, now=now)


def _late(booking: Booking, *, now: datetime) -> None:
    """Money after the hold ran out buys the stay if it is all there, in time, and the beds are still free.

    Once it came too late, its refunds and what comes after them buy nothing: the bill asks for nothing then.
    """
    if waived(booking.bill) > 0:
        return
    if owed(booking.bill) > 0 or not _retake(booking, now=now):
        if balance(booking.bill).kept > 0:
            bills.waive(booking.bill, keep=Decimal(0), label=_("Paid too late"), by=None, now=now)
        return
    step = move(booking, State.CONFIRMED, side=Side.SYSTEM, by=None, now=now)
    tell_confirmed(booking, step, now=now)


def _retake(booking: Booking, *, now: datetime) -> bool:
    if today(now, booking.house.zone) > booking.arrive:
        return False
    try:
        with transaction.atomic():
            take(booking.room, Stay(booking.arrive, booking.depart), booking.beds, booking=booking)
    except Refused:
        return False
    return True


def _send_back(booking: Booking, *, now: datetime) -> None:
    """Give back exactly what is overpaid; where a refund failed before, a steward must settle it by hand."""
    left = overpaid(booking.bill)
    if left <= 0:
        return
    made = refunds.give_back(booking.bill, amount=None, reason=_("Could not buy the stay"), by=None, now=now)
    sent = sum((refund.amount for refund in made), Decimal(0))
    if made:
        emails.came_too_late(booking, fact=f"refund-{made[0].pk}", amount=sent, now=now)
    if left > sent:
        fact = f"bill-{booking.bill_id}-{left - sent}"
        emails.refund_failed(booking, fact=fact, amount=left - sent, now=now)

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
from bookings.queries.payers import link_path
from bookings.rules.clock import today
from bookings.rules.states import HOLDING, TAKES_BEDS, Side, State
from bookings.rules.stay import Stay
from members.models import User
from payments.actions import bills, charges, checkout, refunds
from payments.actions.amounts import check_amount
from payments.models import Bill, Payment, PaymentLink, Refund
from payments.queries import (
    asked_of,
    balance,
    due,
    good_session,
    open_disputes,
    overpaid,
    owed,
    refunds_from_outside,
    waived,
)

# Stripe's shortest session is 30 minutes; it must end before the hold does.
SESSION_ENDS_BEFORE = timedelta(minutes=5)
HOLD_FOR_SESSION = timedelta(minutes=36)
LONGEST_SESSION = timedelta(hours=24)


def open_payment(
    booking: Booking,
    *,
    by: User | None,
    now: datetime,
    amount: Decimal | None = None,
    link: PaymentLink | None = None,
) -> Payment:
    """An open card payment for `amount`, or for what is due; by the guest, or through `link`.

    `url` is where they pay. Refused says why there is none.
    """
    with transaction.atomic():
        booking = lock_booking(booking, now=now)
        if booking.state not in TAKES_BEDS:
            raise Refused(_("There is nothing to pay on this booking now."))
        wanted = _wanted(booking, link=link, now=now) if amount is None else amount
        check_amount(booking.bill, wanted)
        ends = _session_ends(booking, amount=wanted, link=link, now=now)
    back = f"{settings.SITE_URL}{reverse('payments:return', args=[booking.bill.reference])}"
    leave = f"{settings.SITE_URL}{booking.bill.path}"
    if link is not None:
        back = leave = f"{settings.SITE_URL}{link_path(link)}"
    return checkout.open_session(
        booking.bill,
        amount=wanted,
        expires_at=ends,
        success_url=back,
        cancel_url=leave,
        email="" if link else booking.guest.email,
        description=_described(booking, link=link),
        language="" if link else booking.language,
        link=link,
        now=now,
    )


def _wanted(booking: Booking, *, link: PaymentLink | None, now: datetime) -> Decimal:
    """What the link asks for, or what the guest is to pay now; the rest early where nothing is due yet."""
    return asked_of(link) if link else due(booking.bill, now=now) or owed(booking.bill)


def _described(booking: Booking, *, link: PaymentLink | None) -> str:
    """The number is a key to the booking only for its guest, and nothing to who else pays."""
    dates = {
        "arrive": date_format(booking.arrive, "D j F"),
        "depart": date_format(booking.depart, "D j F"),
        "number": booking.number,
    }
    if link is not None:
        return _("%(arrive)s to %(depart)s") % dates
    return _("%(arrive)s to %(depart)s, booking %(number)s") % dates


def _session_ends(booking: Booking, *, amount: Decimal, link: PaymentLink | None, now: datetime) -> datetime:
    """When a session ends; for a held booking a new one moves the hold to outlast it, within its limit."""
    if booking.state not in HOLDING:
        return now + LONGEST_SESSION
    hold_until = booking.hold_until or now
    good = good_session(booking.bill, amount=amount, link=link, now=now)
    if good is None and hold_until < now + HOLD_FOR_SESSION:
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
    if booking.state not in TAKES_BEDS:
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
def give_back(booking: Booking, *, amount: Decimal, reason: str, by: User, now: datetime) -> list[Refund]:
    """A steward gives back `amount` of what the guest paid too much; Refused above that."""
    booking = lock_booking(booking, now=now)
    if booking.state == State.REQUESTED:
        raise Refused(_("Answer the request first: what was paid goes back with a no."))
    made = refunds.give_back(booking.bill, amount=amount, reason=reason.strip(), by=by, now=now)
    emails.given_back(booking, fact=f"refund-{made[0].pk}", amount=amount, why=reason.strip(), now=now)
    return made


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
    _tell_of_turns(booking, now=now)


def _tell_of_turns(booking: Booking, *, now: datetime) -> None:
    """What happened to the money elsewhere: its stewards decide what it means."""
    for dispute in open_disputes().filter(payment__bill=booking.bill):
        fact = f"dispute-{dispute.pk}"
        emails.disputed(booking, fact=fact, amount=dispute.amount, due_by=dispute.due_by, now=now)
    for refund in refunds_from_outside().filter(bill=booking.bill):
        emails.refunded_outside(booking, fact=f"refund-{refund.pk}", amount=refund.amount, now=now)


def _late(booking: Booking, *, now: datetime) -> None:
    """Money after the hold ran out buys the stay if all that is due came in time and the beds are free.

    Once it came too late, its refunds and what comes after them buy nothing: the bill asks for nothing then.
    """
    if waived(booking.bill) > 0:
        return
    if due(booking.bill, now=now) > 0 or not _retake(booking, now=now):
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

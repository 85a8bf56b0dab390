"""The rest of a stay paid in two parts: reminded of, overdue, and perhaps the end of it.

The worker calls this every minute. Each thing said is a stored fact, so it is said once, and what a day
missed is caught up.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import lock_booking
from bookings.actions.expiry import each
from bookings.actions.leaving import lapse_unpaid
from bookings.models import Booking
from bookings.queries.rests import unpaid_rests
from bookings.rules.clock import today
from bookings.rules.states import State
from payments.models import Notice
from payments.queries import owed

# So long before the rest is due it is reminded of, and so long after it a stay may end by policy.
SOON, GRACE = timedelta(days=3), timedelta(days=3)
# Nobody loses a stay without having been told for so long, however late the worker comes.
WARNED = timedelta(days=1)


def run_due(now: datetime) -> int:
    """Remind of rests that are due soon or overdue, end stays by policy; how much was done.

    Unfinished where some fail.
    """
    return each(unpaid_rests(now, within=SOON), lambda booking: _look(booking, now=now))


@transaction.atomic
def _look(booking: Booking, *, now: datetime) -> bool:
    """What this day asks for; whether anything was done."""
    booking = lock_booking(booking, now=now)
    rest_on = booking.bill.rest_on
    left = owed(booking.bill)
    if booking.state not in {State.CONFIRMED, State.CHECKED_IN} or rest_on is None or left <= 0:
        return False
    day = today(now, booking.house.zone)
    if day == rest_on:
        return False
    kind = Notice.Kind.SOON if day < rest_on else Notice.Kind.OVERDUE
    notice, is_new = _noted(booking, kind, rest_on=rest_on, left=left, now=now)
    if day < rest_on + GRACE or not _may_end(booking, notice, day=day, now=now):
        return is_new
    lapse_unpaid(booking, reason=_("The rest was not paid in time."), now=now)
    return True


def _may_end(booking: Booking, notice: Notice, *, day: date, now: datetime) -> bool:
    """Whether the policy ends the stay: never unwarned, nor once the guest is to be there."""
    by_policy = booking.bill.lapses_unpaid and booking.state == State.CONFIRMED
    return by_policy and day < booking.arrive and now - notice.at >= WARNED


def _noted(
    booking: Booking, kind: Notice.Kind, *, rest_on: date, left: Decimal, now: datetime
) -> tuple[Notice, bool]:
    """The stored fact that this was said, and whether it is new; then it is said."""
    notice, is_new = Notice.objects.get_or_create(
        bill=booking.bill, kind=kind, rest_on=rest_on, defaults={"at": now}
    )
    if is_new:
        fact = f"notice-{notice.pk}"
        tell = emails.rest_soon if kind == Notice.Kind.SOON else emails.rest_overdue
        tell(booking, fact=fact, left=left, now=now)
    return notice, is_new

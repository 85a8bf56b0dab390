"""Links for who else pays for a stay."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actions.beds import lock_booking
from bookings.actions.refused import Refused
from bookings.models import Booking
from bookings.rules.states import TAKES_BEDS
from members.models import User
from payments.actions import links
from payments.models import PaymentLink


@transaction.atomic
def make_link(booking: Booking, *, name: str, amount: Decimal | None, by: User, now: datetime) -> PaymentLink:
    """A link that pays for a stay that holds its beds; Refused before a yes, and once it is over."""
    booking = lock_booking(booking, now=now)
    if booking.state not in TAKES_BEDS:
        raise Refused(_("There is nothing to pay on this booking now."))
    return links.make(booking.bill, name=name, amount=amount, by=by, now=now)


def revoke_link(link: PaymentLink, *, by: User, now: datetime) -> PaymentLink:
    """Nobody pays through `link` any more."""
    return links.revoke(link, by=by, now=now)

"""What goes back when a stay is cancelled, in words and sums, on each day from now on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bookings.models import Booking
from bookings.rules.clock import today
from bookings.rules.policies import POLICIES, Policy, from_data, policy, refund, steps
from locations.models import Cancelling, House
from payments.queries import balance
from payments.rules.balance import Balance


@dataclass(frozen=True)
class Back:
    """Cancelled from `start` to `last` (None: later), `amount` goes back: `percent` of the total."""

    start: date
    last: date | None
    percent: Decimal
    amount: Decimal


def policy_of(house: House) -> Policy:
    """What the house's new bookings are made with."""
    if house.cancelling == Cancelling.CUSTOM:
        return from_tiers(house.cancelling_tiers, no_show=house.no_show_percent)
    return POLICIES[house.cancelling]


def from_tiers(tiers: Iterable[tuple[int, str]], *, no_show: Decimal) -> Policy:
    """A policy out of pairs of days and percentage; ValueError where later more goes back."""
    return policy([(int(days), Decimal(percent)) for days, percent in tiers], no_show=no_show)


def backs(booking: Booking, *, now: datetime, money: Balance | None = None) -> list[Back]:
    """What goes back today and on each later day, until nothing more changes; later it is never more.

    `money`: the bill's balance, if at hand already.
    """
    money = money or balance(booking.bill)
    found = steps(from_data(booking.policy), arrive=booking.arrive, on=today(now, booking.house.zone))
    currency = booking.bill.currency
    return [Back(one.start, one.last, one.percent, _back(one.percent, money, currency)) for one in found]


def planned(house: House, *, arrive: date, total: Decimal, now: datetime) -> list[Back]:
    """The same for a stay that is not booked yet and will be paid in full."""
    money = Balance(total=total, paid=total, refunded=Decimal(0))
    return [
        Back(one.start, one.last, one.percent, _back(one.percent, money, house.currency))
        for one in steps(policy_of(house), arrive=arrive, on=today(now, house.zone))
    ]


def no_show_percent(booking: Booking) -> Decimal:
    """The percentage that goes back to a guest who never came."""
    return from_data(booking.policy).no_show


def no_show_back(booking: Booking, *, money: Balance) -> Back:
    """What goes back to a guest who never came, of what is on the bill by `money`."""
    percent = no_show_percent(booking)
    return Back(booking.arrive, None, percent, _back(percent, money, booking.bill.currency))


def _back(percent: Decimal, money: Balance, currency: str) -> Decimal:
    return refund(percent, total=money.total, kept=money.kept, currency=currency)

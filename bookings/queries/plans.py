"""When a stay is paid, by the policy of its house, and how that is said."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings.rules.clock import today
from locations.models import House
from payments.rules import due
from payments.rules.balance import Balance
from payments.rules.due import Parts, Plan
from payments.rules.money import shown


def plan_for(house: House, arrive: date, *, now: datetime) -> Plan | None:
    """How a stay booked now would be paid; None for all at once."""
    return due.plan(
        when=house.pay_when,
        percent=house.deposit_percent,
        days=house.rest_days,
        arrive=arrive,
        today=today(now, house.zone),
    )


def parts_of_quote(house: House, arrive: date, *, total: Decimal, now: datetime) -> Parts:
    """What of a stay that costs `total` would be due at once, and what later."""
    nothing_paid = Balance(total=total, paid=Decimal(0), refunded=Decimal(0))
    return due.parts(
        nothing_paid,
        plan=plan_for(house, arrive, now=now),
        currency=house.currency,
        today=today(now, house.zone),
    )


def plan_in_words(parts: Parts, *, currency: str) -> str:
    """“60.00 USD now, 240.00 USD on Sun 3 May”; empty where all is due at once."""
    if parts.rest_on is None:
        return ""
    words = {
        "now": shown(parts.now, currency=currency),
        "rest": shown(parts.rest, currency=currency),
        "day": date_format(parts.rest_on, "D j F"),
    }
    if parts.now > 0:
        return _("%(now)s now, %(rest)s on %(day)s") % words
    return _("%(rest)s on %(day)s") % words

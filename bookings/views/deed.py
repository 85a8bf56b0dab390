"""One thing that a steward can do to a booking."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from bookings.forms.desk import VerbForm
from bookings.models import Booking
from bookings.queries.desk import Row
from bookings.rules.desk import Verb
from members.models import User
from payments.rules.money import rounded

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """The words on the button, what happens then, the action behind it.

    `at_once`: the button on the desk does it, without a screen between.
    """

    verb: Verb
    title: str | Promise
    button: str | Promise
    done: str | Promise
    icon: str
    act: Callable[[Booking, Typed, User, datetime], object]
    happens: Callable[[Row], list[str]]
    form: type[VerbForm] = VerbForm
    may: str = "bookings"
    at_once: bool = False
    is_serious: bool = False
    is_undo: bool = False


def shown(row: Row, amount: Decimal) -> str:
    """An amount in the currency of the booking's bill."""
    currency = row.booking.bill.currency
    return f"{rounded(amount, currency=currency):f} {currency}"

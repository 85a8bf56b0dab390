"""Stays that are certain and whose rest is not paid."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from bookings.models import Booking
from bookings.queries.desk import ZONE
from bookings.rules.states import State
from locations.queries import house_today
from payments.queries import balances


def unpaid_rests(
    now: datetime, *, within: timedelta = timedelta(0), among: QuerySet[Booking] | None = None
) -> list[Booking]:
    """Those whose rest is due by today, or `within` so long, the earliest first. Four queries at most."""
    bookings = Booking.objects.select_related("bill") if among is None else among
    firm = bookings.filter(state__in=[State.CONFIRMED, State.CHECKED_IN], bill__rest_on__isnull=False)
    near = firm.annotate(today=house_today(now, ZONE)).filter(bill__rest_on__lte=F("today") + within)
    return _owing(near.order_by("bill__rest_on", "pk"))


def _owing(bookings: Iterable[Booking]) -> list[Booking]:
    listed = list(bookings)
    money = balances([booking.bill for booking in listed]) if listed else {}
    return [booking for booking in listed if money[booking.bill_id].owed > 0]

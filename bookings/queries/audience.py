"""Whom a mail to one of a house's lists goes to."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from bookings.models import Booking
from bookings.rules.clock import today
from bookings.rules.states import State
from locations.models import Duty, House
from locations.queries import residents
from members.models import User


def audience(house: House, *, list_name: str, now: datetime) -> list[User]:
    """The people of the list, each once, by their address.

    "stay": the stewards, or the operators of a house without; "current": guests who are here today (until
    they left, at the latest on their last day), residents and stewards; "residents"; "announce": who follows
    the house. Any other list has nobody.
    """
    day = today(now, house.zone)
    reads = {
        "stay": lambda: _stewards(house),
        "current": lambda: _stewards(house) | _guests(house, day) | _residents(house, day),
        "residents": lambda: _residents(house, day),
        "announce": lambda: Q(follows__house=house),
    }
    if list_name not in reads:
        return []
    people = _people(reads[list_name]())
    if not people and list_name == "stay":
        return _people(Q(is_superuser=True))
    return people


def _people(wanted: Q) -> list[User]:
    active: QuerySet[User] = User.objects.filter(wanted, is_active=True)
    return list(active.distinct().order_by("email").only("email", "name", "language"))


def _stewards(house: House) -> Q:
    return Q(roles__house=house, roles__role=Duty.STEWARD)


def _residents(house: House, day: date) -> Q:
    return Q(pk__in=residents(house, day).values("person"))


def _guests(house: House, day: date) -> Q:
    here = Booking.objects.filter(
        room__house=house,
        state__in=[State.CONFIRMED, State.CHECKED_IN],
        arrive__lte=day,
        depart__gte=day,
    )
    return Q(pk__in=here.values("guest"))

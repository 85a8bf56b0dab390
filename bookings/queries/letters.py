"""Who is to be told how to get in, or said goodbye to, and whom they meet."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet

from bookings.models import Booking
from bookings.queries.desk import ZONE
from bookings.rules.letters import LOOK_BACK
from bookings.rules.states import State
from bookings.rules.welcome import TOLD
from locations.models import House
from locations.queries import house_today, listed_people

MOST_NAMED = 30
# Whoever stays, stayed, or is about to.
STAYING = (State.CONFIRMED, State.CHECKED_IN, State.CHECKED_OUT)


def to_welcome(now: datetime) -> QuerySet[Booking]:
    """Stays whose guest is to be told how to get in, or was not in time, and about whom nothing was done."""
    opens = ExpressionWrapper(F("arrive") - F("room__house__welcome_days"), output_field=DateField())
    due = _stays(now).alias(opens=opens).filter(opens__lte=F("today"))
    return due.filter(Q(welcomed_for=None) | ~Q(welcomed_for=F("arrive"))).order_by("arrive", "pk")


def to_part_from(now: datetime) -> QuerySet[Booking]:
    """The same for goodbyes; whoever left before the day is not said goodbye to."""
    due = _stays(now).filter(Q(left_on=None) | Q(left_on=F("depart")), depart__lte=F("today"))
    return due.filter(Q(parted_for=None) | ~Q(parted_for=F("depart"))).order_by("depart", "pk")


def _stays(now: datetime) -> QuerySet[Booking]:
    back = ExpressionWrapper(F("today") - LOOK_BACK.days, output_field=DateField())
    stays = Booking.objects.filter(state__in=STAYING).select_related("room__house")
    return stays.annotate(today=house_today(now, ZONE)).filter(depart__gte=back)


@dataclass(frozen=True)
class Company:
    """Who else is there by name, of those who agreed: who lives there or runs the house, and other guests."""

    home: list[str] = field(default_factory=list)
    guests: list[Booking] = field(default_factory=list)


def company(booking: Booking) -> Company:
    """Whom the guest of `booking` meets. Two queries."""
    home = listed_people(booking.house, booking.arrive).exclude(pk=booking.guest_id)
    others = named(booking.house).filter(arrive__lt=booking.depart, depart__gt=booking.arrive)
    others = others.exclude(guest=booking.guest_id).filter(state__in=sorted(TOLD))
    names = list(home.values_list("name", flat=True)[:MOST_NAMED])
    return Company(home=names, guests=list(others.order_by("arrive", "pk")[:MOST_NAMED]))


def named(house: House) -> QuerySet[Booking]:
    """Stays of the house whose guest agreed to be named to others there."""
    stays = Booking.objects.filter(room__house=house, guest__is_named=True, guest__is_active=True)
    return stays.exclude(guest__name="").select_related("guest", "room")

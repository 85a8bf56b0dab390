"""Whose stays, and when."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from bookings.models import Booking
from bookings.rules.states import FIRM, HOLDING, State
from locations.models import House, Room
from members.models import User

# Stays that hold beds or wait for an answer, until they are over.
LIVE = HOLDING | {State.REQUESTED, State.CONFIRMED, State.CHECKED_IN}


def future_stays(of: House | Room, now: datetime | None = None) -> QuerySet[Booking]:
    """Stays of a house or room that are not over and hold beds or wait for an answer, soonest first."""
    place = Q(room=of) if isinstance(of, Room) else Q(room__house=of)
    # Yesterday in UTC is still today somewhere: better a day too careful.
    over = (now or timezone.now()).date()
    return Booking.objects.filter(place, state__in=sorted(LIVE), depart__gte=over).order_by("arrive", "pk")


def stayed_houses(person: User | AnonymousUser) -> QuerySet[House]:
    """Houses where `person` has a stay that is or was certain."""
    if not person.is_authenticated:
        return House.objects.none()
    firm = Booking.objects.filter(guest=person, state__in=list(FIRM))
    return House.objects.filter(pk__in=firm.values("room__house"))


def stays_of(guest: User) -> QuerySet[Booking]:
    """A guest's own bookings, the latest arrival first, with room, house and bill."""
    bookings = Booking.objects.filter(guest=guest).select_related("room__house", "bill", "guest", "thread")
    return bookings.order_by("-arrive", "-pk")


def waiting(houses: Iterable[House]) -> QuerySet[Booking]:
    """Requests of these houses that nobody has answered, the longest waiting first."""
    requests = Booking.objects.filter(room__house__in=houses, state=State.REQUESTED)
    return requests.select_related("room__house", "guest").order_by("asked_at")

"""What a guest is told about getting in, and from when on."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from bookings.models import Booking
from bookings.rules.clock import today
from bookings.rules.states import State
from bookings.rules.welcome import TOLD, is_open, opens_on
from locations.models import House
from locations.queries import Unreadable, secrets_of
from locations.rules.secrets import Secrets

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Welcome:
    """`opens`: the day from which on it is told, while that is to come; `secrets`: what is told today.

    `unreadable`: it is time, but what the house wrote can't be read.
    """

    opens: date | None = None
    secrets: Secrets | None = None
    unreadable: bool = False


def welcome(booking: Booking, *, now: datetime) -> Welcome | None:
    """How `booking`'s guest gets in; None where the house wrote nothing or the guest has no claim to it."""
    house, day = booking.house, today(now, booking.house.zone)
    if not house.secrets or booking.current_state(now) not in TOLD or day > booking.depart:
        return None
    terms = {"welcome_days": house.welcome_days}
    if not is_open(State(booking.state), arrive=booking.arrive, depart=booking.depart, today=day, **terms):
        return Welcome(opens=opens_on(booking.arrive, **terms))
    secrets = way_in(house)
    return Welcome(secrets=secrets, unreadable=secrets is None)


def way_in(house: House) -> Secrets | None:
    """What the house tells about getting in; None where it can't be read, which is logged."""
    try:
        return secrets_of(house)
    except Unreadable:
        logger.exception("The secrets of %s can't be read.", house.slug)
        return None

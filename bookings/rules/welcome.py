"""When a guest is told how to get in."""

from datetime import date, timedelta

from bookings.rules.states import State

# Whoever has left, or never came, has no business with the door.
TOLD = frozenset({State.CONFIRMED, State.CHECKED_IN})


def opens_on(arrive: date, *, welcome_days: int) -> date:
    """The first day on which the guest sees it, by the house's calendar."""
    return arrive - timedelta(days=welcome_days)


def is_open(state: State, *, arrive: date, depart: date, welcome_days: int, today: date) -> bool:
    """Whether the guest may see it on the house's `today`: from then to the day of departure, inclusive."""
    return state in TOLD and opens_on(arrive, welcome_days=welcome_days) <= today <= depart

"""What must hold whatever happens: no bed sold twice, every bill adds up."""

from bookings.queries import wrong_beds
from payments.queries import wrong_bills


def broken() -> list[str]:
    """A line for each invariant that does not hold now."""
    return [*wrong_beds(), *wrong_bills()]

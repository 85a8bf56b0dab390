"""Reads: availability, offers, whose stays."""

from bookings.queries.audience import audience
from bookings.queries.checks import wrong_beds
from bookings.queries.nights import free_beds, nights_of
from bookings.queries.search import Offer, nearest_of, offers
from bookings.queries.stays import future_stays, stayed_houses, stays_of, waiting

__all__ = [
    "Offer", "audience", "free_beds", "future_stays", "nearest_of", "nights_of", "offers", "stayed_houses",
    "stays_of", "waiting",
    "wrong_beds",
]  # fmt: skip

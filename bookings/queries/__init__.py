"""Reads: availability, offers, whose stays."""

from bookings.queries.stays import future_stays, stayed_houses, stays_of, waiting

__all__ = ["future_stays", "stayed_houses", "stays_of", "waiting"]

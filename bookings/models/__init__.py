"""Bookings and the bed-nights they take."""

from bookings.models.bednight import BedNight, Block
from bookings.models.booking import Booking, Move, Note, StateLabel

__all__ = ["BedNight", "Block", "Booking", "Move", "Note", "StateLabel"]

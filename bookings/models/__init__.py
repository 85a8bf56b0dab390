"""Bookings and the bed-nights they take."""

from bookings.models.answer import AnswerKey
from bookings.models.bednight import BedNight, Block, Owner
from bookings.models.booking import Booking, Move, Note, StateLabel
from bookings.models.calendar import Feed, OutsideCalendar, OutsideState, OutsideStay
from bookings.models.person import HouseNote, SameGuest

__all__ = [
    "AnswerKey",
    "BedNight",
    "Block",
    "Booking",
    "Feed",
    "HouseNote",
    "Move",
    "Note",
    "OutsideCalendar",
    "OutsideState",
    "OutsideStay",
    "Owner",
    "SameGuest",
    "StateLabel",
]

"""Bookings and the bed-nights they take."""

from bookings.models.answer import AnswerKey
from bookings.models.bednight import BedNight, Block, Owner
from bookings.models.booking import Booking, Move, Note, StateLabel
from bookings.models.calendar import Feed, OutsideCalendar, OutsideState, OutsideStay

__all__ = [
    "AnswerKey",
    "BedNight",
    "Block",
    "Booking",
    "Feed",
    "Move",
    "Note",
    "OutsideCalendar",
    "OutsideState",
    "OutsideStay",
    "Owner",
    "StateLabel",
]

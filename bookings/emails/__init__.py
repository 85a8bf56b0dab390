"""Mails about bookings: one function for each, named by the fact it tells."""

from bookings.emails.answering import answered
from bookings.emails.conversation import from_guest, from_house, letter_about
from bookings.emails.days import farewell, house_news, people_news, welcome
from bookings.emails.moves import (
    approved,
    came_too_late,
    cancelled,
    confirmed,
    declined,
    disputed,
    expired,
    given_back,
    held_longer,
    hold_ending,
    lapsed,
    nudge,
    question,
    question_copy,
    refund_failed,
    refunded_outside,
    reopened,
    requested,
    rest_overdue,
    rest_soon,
    withdrawn,
)
from bookings.emails.outside import outside_clash
from bookings.emails.preview import preview

__all__ = [
    "answered",
    "approved",
    "came_too_late",
    "cancelled",
    "confirmed",
    "declined",
    "disputed",
    "expired",
    "farewell",
    "from_guest",
    "from_house",
    "given_back",
    "held_longer",
    "hold_ending",
    "house_news",
    "lapsed",
    "letter_about",
    "nudge",
    "outside_clash",
    "people_news",
    "preview",
    "question",
    "question_copy",
    "refund_failed",
    "reopened",
    "requested",
    "refunded_outside",
    "rest_overdue",
    "rest_soon",
    "welcome",
    "withdrawn",
]

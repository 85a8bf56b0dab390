"""Every move of a booking. All raise `Refused` with a message for the person who tried."""

from bookings.actions.answering import approve, decline, reinstate, second_thought
from bookings.actions.asking import Words, request_stay
from bookings.actions.billing import (
    add_line,
    amend_stay,
    discount,
    end_discount,
    restore_fee,
    set_rate,
    suppress_fee,
)
from bookings.actions.changing import change_stay
from bookings.actions.conversation import write_to_guest, write_to_house
from bookings.actions.entering import Entry, enter_stay
from bookings.actions.leaving import cancel, cancel_own, guest_refund, withdraw
from bookings.actions.money import give_back, mark_paid, open_payment
from bookings.actions.notes import add_note
from bookings.actions.payers import make_link, revoke_link
from bookings.actions.presence import check_in, check_out, no_show, undo_presence
from bookings.actions.questions import Asker, ask_house
from bookings.actions.refused import Refused

__all__ = [
    "Asker", "Entry", "Refused", "Words", "add_line", "add_note", "amend_stay", "approve", "ask_house",
    "cancel", "cancel_own", "change_stay", "check_in", "check_out", "decline", "discount", "end_discount",
    "enter_stay", "give_back", "guest_refund", "make_link", "mark_paid", "no_show", "open_payment",
    "reinstate", "request_stay", "restore_fee", "revoke_link", "second_thought", "set_rate", "suppress_fee",
    "undo_presence", "withdraw", "write_to_guest", "write_to_house",
]  # fmt: skip

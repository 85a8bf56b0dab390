"""A steward enters a stay: for somebody on the phone, at the door, or in a letter."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.answering import time_to_pay
from bookings.actions.asking import Words, made_by, new_booking
from bookings.actions.beds import free_expired, lock_rooms, take
from bookings.actions.billing import refuse_too_many, set_rate
from bookings.actions.letters import tell_confirmed
from bookings.actions.moves import enter
from bookings.actions.refused import Refused
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking, Move
from bookings.queries.quotes import tariff_of
from bookings.rules.states import State
from bookings.rules.stay import Stay
from locations.models import Room
from members.actions import account_for
from members.models import User
from payments.models import BillLine
from payments.queries import balance
from payments.rules.balance import Balance


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a steward knows of a stay, nights `arrive … depart - 1`.

    `is_certain`: it stands, paid or not; otherwise the guest has the house's usual time to pay. `rate`: of
    its own, a night (and bed), with its `reason`; 0 gives the stay away. `name` is kept on a guest without.
    """

    email: str
    arrive: date
    depart: date
    people: int = 1
    name: str = ""
    is_certain: bool = False
    rate: Decimal | None = None
    reason: str = ""
    arrival_time: str = ""
    purpose: str = ""


@transaction.atomic
def enter_stay(room: Room, entry: Entry, *, by: User, now: datetime, key: UUID | None = None) -> Booking:
    """A stay in `room` that no guest asked for; the guest gets a mail as after a yes.

    The house's rules for guests don't bind its steward, so it may lie in the past; beds and what the room
    sleeps do. `key` is of the form: sent again, it returns the stay that it made. Refused says why not.
    """
    stay = _stay(room, entry)
    room = lock_rooms(room.pk)[room.pk]
    free_expired(room.pk, now=now)
    guest = _guest(entry, language=room.house.language, now=now)
    if made := made_by(guest, key):
        return made
    words = Words(
        purpose=entry.purpose, arrival_time=entry.arrival_time, language=guest.language, name=entry.name
    )
    booking = new_booking(room, guest, stay, entry.people, tariff=tariff_of(room), words=words, now=now)
    booking.ask_key = key
    # Nobody showed the guest the rules.
    booking.rules_accepted_at, booking.rules_text = None, ""
    step = _begin(booking, is_certain=entry.is_certain, by=by, now=now)
    if entry.rate is not None:
        booking = set_rate(booking, rate=entry.rate, reason=entry.reason, by=by, now=now)
    _tell(booking, step, now=now)
    return booking


def _stay(room: Room, entry: Entry) -> Stay:
    if entry.depart <= entry.arrive:
        raise Refused(_("Choose a departure after the arrival."))
    refuse_too_many(room, entry.people)
    return Stay(entry.arrive, entry.depart)


def _guest(entry: Entry, *, language: str, now: datetime) -> User:
    guest = account_for(entry.email, language=language, now=now)
    if not guest.is_active:
        raise Refused(_("Nobody can stay with this address: its account is closed. Ask for another one."))
    return guest


def _begin(booking: Booking, *, is_certain: bool, by: User, now: datetime) -> Move:
    if is_certain:
        step = enter(booking, State.CONFIRMED, start=None, by=by, now=now)
    else:
        ends = time_to_pay(booking, now=now)
        step = enter(booking, State.APPROVED, start=None, by=by, now=now, ends=ends)
    take(booking.room, booking.stay, booking.beds, booking=booking, until=booking.hold_until)
    return step


def _tell(booking: Booking, step: Move, *, now: datetime) -> None:
    if step.end == State.CONFIRMED:
        tell_confirmed(booking, step, now=now)
    elif booking.state == State.APPROVED and not confirm_if_nothing_due(booking, now=now):
        emails.approved(booking, step, now=now)


@dataclass(frozen=True)
class Preview:
    """What a stay that is not entered yet would be."""

    booking: Booking
    balance: Balance
    lines: list[BillLine]


def preview(room: Room, entry: Entry, *, by: User, now: datetime) -> Preview:
    """The stay as it would be: it is entered and taken back. Refused as by the entering itself."""
    with transaction.atomic():
        booking = enter_stay(room, entry, by=by, now=now)
        seen = Preview(booking, balance(booking.bill), list(booking.bill.lines.order_by("order", "pk")))
        transaction.set_rollback(True)
    return seen

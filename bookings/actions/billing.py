"""A steward changes what a stay costs: lines, discounts, fees taken off, another rate, other dates or room.

Each changes the rules kept with the booking and lets the bill follow; a bill on which something was paid gets
new lines and none rewritten. What is paid too much then is shown and can be given back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bookings.actions.beds import lock_booking, lock_booking_and_room, release, take
from bookings.actions.moves import done_already
from bookings.actions.refused import Refused
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking
from bookings.queries.billing import wanted_lines
from bookings.rules.fit import beds_needed
from bookings.rules.states import HOLDING, TAKES_BEDS, State
from bookings.rules.stay import Stay
from locations.models import ReductionKind, Room
from locations.models.code import wrong_value
from locations.models.room import HIGHEST_RATE
from members.models import User
from payments.actions import bills
from payments.models import Bill, BillLine, LineKind, Suppression
from payments.queries import balance
from payments.rules.balance import Balance
from payments.rules.lines import Line
from payments.rules.money import is_whole

BILLED = TAKES_BEDS | {State.REQUESTED}
MOVABLE = HOLDING | {State.CONFIRMED, State.CHECKED_IN}


@transaction.atomic
def add_line(booking: Booking, *, label: str, amount: Decimal, by: User, now: datetime) -> Booking:
    """A line of the steward's own words; below zero it lowers the bill. Fees by percentage follow it."""
    booking = _lock(booking, now=now)
    _check_amount(booking.bill, abs(amount), top=HIGHEST_RATE)
    label = _said(label, _("Say what the line is for: the guest reads it."))
    bills.add_line(booking.bill, line=Line(kind=LineKind.CUSTOM, label=label, amount=amount), by=by, now=now)
    return _follow(booking, by=by, now=now)


@transaction.atomic
def discount(booking: Booking, *, kind: str, value: Decimal, reason: str, by: User, now: datetime) -> Booking:
    """Less for this stay, by a rule that follows it when it changes; the guest reads `reason`."""
    booking = _lock(booking, now=now)
    reason = _said(reason, _("Give a reason: the guest reads it."))
    if kind not in ReductionKind.values:
        raise Refused(_("Choose what is taken off."))
    if problem := wrong_value(kind, value):
        raise Refused(str(problem))
    if kind == ReductionKind.FIXED:
        _check_amount(booking.bill, value, top=HIGHEST_RATE)
    booking.bill.reductions.create(kind=kind, value=value, label=_("Discount"), reason=reason, by=by, at=now)
    _log(booking, "discount", {"kind": kind, "value": str(value), "why": reason}, by=by, now=now)
    return _follow(booking, by=by, now=now)


@transaction.atomic
def end_discount(booking: Booking, *, reduction: int, by: User, now: datetime) -> Booking:
    """Take a discount of this bill back."""
    booking = _lock(booking, now=now)
    row = booking.bill.reductions.filter(pk=reduction, ended_at=None).first()
    if row is None:
        raise Refused(_("This discount is gone already."))
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _log(booking, "end_discount", {"label": row.label}, by=by, now=now)
    return _follow(booking, by=by, now=now)


@transaction.atomic
def suppress_fee(booking: Booking, *, source: str, reason: str, by: User, now: datetime) -> Booking:
    """Don't take a fee on this bill, whatever the stay becomes; `source` as its lines have it."""
    booking = _lock(booking, now=now)
    reason = _said(reason, _("Give a reason: it stays with the bill."))
    if booking.bill.suppressions.filter(source=source).exists():
        raise Refused(_("This fee is taken off already."))
    line = booking.bill.lines.filter(source=source, kind__in=[LineKind.FEE, LineKind.TAX]).last()
    if line is None or not source:
        raise Refused(_("There is no such fee on this bill."))
    Suppression.objects.create(
        bill=booking.bill, source=source, label=line.label, reason=reason, by=by, at=now
    )
    _log(booking, "suppress_fee", {"label": line.label, "why": reason}, by=by, now=now)
    return _follow(booking, by=by, now=now)


@transaction.atomic
def restore_fee(booking: Booking, *, source: str, by: User, now: datetime) -> Booking:
    """Take a fee again that was taken off this bill."""
    booking = _lock(booking, now=now)
    row = booking.bill.suppressions.filter(source=source).first()
    if row is None:
        raise Refused(_("This fee is taken as ever."))
    _log(booking, "restore_fee", {"label": row.label}, by=by, now=now)
    row.delete()
    return _follow(booking, by=by, now=now)


@transaction.atomic
def set_rate(booking: Booking, *, rate: Decimal | None, reason: str, by: User, now: datetime) -> Booking:
    """A rate of its own for this stay, a night (and bed); 0 gives it away, None takes the room's prices."""
    booking = _lock(booking, now=now)
    if rate is not None:
        reason = _said(reason, _("Give a reason: it stays with the booking."))
        if rate:
            _check_amount(booking.bill, rate, top=HIGHEST_RATE)
    booking.custom_rate, booking.rate_reason = rate, reason if rate is not None else ""
    _log(booking, "set_rate", {"rate": str(rate), "why": reason}, by=by, now=now)
    return _follow(booking, by=by, now=now)


@transaction.atomic
def amend_stay(
    booking: Booking, *, room: Room, arrive: date, depart: date, people: int, by: User, now: datetime
) -> Booking:
    """Other dates, people or room of the same house, paid or not; beds are taken again, nights kept keep
    their price. The house's rules for guests don't bind its steward.
    """
    if depart <= arrive:
        raise Refused(_("Choose a departure after the arrival."))
    booking, wanted = lock_booking_and_room(booking, room, now=now)
    room = wanted or booking.room
    _refuse_unless(booking, MOVABLE)
    _check_place(booking, room, arrive, people)
    until = booking.hold_until
    release(booking)
    booking.room, booking.arrive, booking.depart, booking.people = room, arrive, depart, people
    booking.young = min(booking.young, people)
    booking.beds = beds_needed(people, shared=room.is_shared)
    take(room, Stay(arrive, depart), booking.beds, booking=booking, until=until)
    facts = {"room": room.name, "arrive": arrive.isoformat(), "depart": depart.isoformat(), "people": people}
    _log(booking, "amend_stay", facts, by=by, now=now)
    return _follow(booking, by=by, now=now)


def _check_place(booking: Booking, room: Room, arrive: date, people: int) -> None:
    if room.house_id != booking.room.house_id:
        raise Refused(_("Choose a room of this house."))
    refuse_too_many(room, people)
    if booking.state == State.CHECKED_IN and arrive != booking.arrive:
        raise Refused(_("The guest has arrived already, so the first day stays."))


def refuse_too_many(room: Room, people: int) -> None:
    """Refused where the room does not sleep so many."""
    if not 1 <= people <= room.sleeps:
        raise Refused(_("%(room)s sleeps %(most)d.") % {"room": room.name, "most": room.sleeps})


def _lock(booking: Booking, *, now: datetime) -> Booking:
    booking = lock_booking(booking, now=now)
    _refuse_unless(booking, BILLED)
    return booking


def _refuse_unless(booking: Booking, states: frozenset[State]) -> None:
    if booking.state not in states:
        raise done_already(booking)


def _follow(booking: Booking, *, by: User, now: datetime) -> Booking:
    """Let the bill say what the booking now costs; a hold on which nothing is due any more is confirmed."""
    lines = wanted_lines(booking)
    booking.save()
    service = (booking.arrive, booking.depart)
    bills.reprice(booking.bill, lines=lines, service=service, by=by, now=now)
    if booking.state in HOLDING:
        confirm_if_nothing_due(booking, now=now)
    return booking


def _said(words: str, message: str) -> str:
    if not words.strip():
        raise Refused(message)
    return words.strip()


def _check_amount(bill: Bill, amount: Decimal, *, top: int) -> None:
    if amount <= 0 or amount > top or not is_whole(amount, currency=bill.currency):
        raise Refused(_("Enter an amount above zero, with no more decimal places than the currency has."))


def _log(booking: Booking, deed: str, data: dict[str, object], *, by: User, now: datetime) -> None:
    log(booking, f"bookings.{deed}", user=by, data={"number": booking.number, **data}, timestamp=now)


@dataclass(frozen=True)
class Difference:
    """What a change would do to a bill: its balance before and after, and the lines it would then have."""

    before: Balance
    after: Balance
    lines: list[BillLine]

    @property
    def more(self) -> Decimal:
        return self.after.total - self.before.total


def difference(booking: Booking, act: Callable[[Booking], object]) -> Difference:
    """What `act` would do to the bill: it is done and taken back, so that what is shown is what will be.

    Refused as by the act itself.
    """
    before = balance(booking.bill)
    with transaction.atomic():
        act(booking)
        after, lines = balance(booking.bill), list(booking.bill.lines.order_by("order", "pk"))
        transaction.set_rollback(True)
    return Difference(before, after, lines)

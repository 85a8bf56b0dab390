"""One function per mail about a booking: gather the words, put the message in the outbox.

Each is named by the fact it tells: the `Move`, the payment or the moment of asking, never by booking and
word alone.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from django.urls import reverse

from bookings.models import Booking, Move
from bookings.rules.clock import day_ends
from locations.models import Duty, PaidBy
from members.models import User
from messaging.send import queue
from payments.queries import balance

NOTHING_MORE: Mapping[str, object] = MappingProxyType({})


def requested(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: your request is with the house. To each steward: somebody asks to stay."""
    _tell_guest(booking, "received", step, now=now)
    _tell_stewards(booking, "new_request", step, now=now, until=booking.answer_by)


def nudge(booking: Booking, *, now: datetime) -> None:
    """To each steward: a request has waited for a day."""
    step = booking.moves.latest("at", "pk")
    _tell_stewards(booking, "nudge", step, now=now, until=booking.answer_by)


def reopened(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house thinks again about a request it had declined."""
    _tell_guest(booking, "reopened", step, now=now, until=booking.answer_by)


def approved(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house says yes; pay until then."""
    _tell_guest(booking, "approved", step, now=now, until=booking.hold_limit)


def hold_ending(booking: Booking, *, now: datetime) -> None:
    """To the guest: the hold ends soon."""
    step = booking.moves.latest("at", "pk")
    _tell_guest(booking, "hold_ending", step, now=now, until=booking.hold_until)


def confirmed(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: it is settled, with the receipt. To each steward: somebody is coming."""
    _tell_guest(booking, "confirmed", step, now=now)
    _tell_stewards(booking, "confirmed_house", step, now=now)


def declined(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house can't host you, and why."""
    _tell_guest(booking, "declined", step, now=now, extra={"why": step.why})


def withdrawn(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: withdrawn as you asked. To each steward, if it was theirs to answer or approved."""
    _tell_guest(booking, "withdrawn", step, now=now)
    _tell_stewards(booking, "withdrawn_house", step, now=now)


def lapsed(booking: Booking, step: Move, *, now: datetime) -> None:
    """To both sides: the request wasn't answered in time."""
    _tell_guest(booking, "lapsed", step, now=now)
    _tell_stewards(booking, "lapsed_house", step, now=now)


def expired(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: not paid in time, the beds are free again."""
    _tell_guest(booking, "expired", step, now=now)


def cancelled(booking: Booking, step: Move, *, refund: Decimal, now: datetime) -> None:
    """To both sides: cancelled, by whom, and what goes back."""
    extra = {"why": step.why, "refund": refund, "by_guest": step.by_id == booking.guest_id}
    _tell_guest(booking, "cancelled", step, now=now, extra=extra)
    _tell_stewards(booking, "cancelled_house", step, now=now, extra=extra)


def came_too_late(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To both sides: money came that can't buy the stay any more and goes back."""
    extra = {"refund": amount}
    for key, people in (("too_late", [booking.guest]), ("too_late_house", stewards(booking))):
        for person in people:
            _queue(booking, key, fact, person, now=now, until=None, extra=extra)


def refund_failed(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To each steward: the bank sent a refund back; somebody must settle it by hand."""
    for person in stewards(booking):
        _queue(booking, "refund_failed", fact, person, now=now, until=None, extra={"refund": amount})


def stewards(booking: Booking) -> list[User]:
    """Who answers for the booking's house."""
    return list(
        User.objects.filter(roles__house=booking.house, roles__role=Duty.STEWARD, is_active=True).order_by(
            "pk"
        )
    )


def _tell_guest(
    booking: Booking,
    key: str,
    step: Move,
    *,
    now: datetime,
    until: datetime | None = None,
    extra: Mapping[str, object] = NOTHING_MORE,
) -> None:
    _queue(booking, key, f"move-{step.pk}", booking.guest, now=now, until=until, extra=extra)


def _tell_stewards(
    booking: Booking,
    key: str,
    step: Move,
    *,
    now: datetime,
    until: datetime | None = None,
    extra: Mapping[str, object] = NOTHING_MORE,
) -> None:
    for person in stewards(booking):
        _queue(booking, key, f"move-{step.pk}", person, now=now, until=until, extra=extra)


def _queue(
    booking: Booking,
    key: str,
    fact: str,
    to: User,
    *,
    now: datetime,
    until: datetime | None,
    extra: Mapping[str, object],
) -> None:
    queue(
        key=f"bookings.{key}",
        fact=fact,
        to=to,
        house=booking.house,
        thread=booking.thread,
        context={**_words(booking, to), **extra},
        now=now,
        language=booking.language if to.pk == booking.guest_id else None,
        useful_until=until or day_ends(booking.depart, booking.house.zone),
    )


def _words(booking: Booking, to: User) -> dict[str, object]:
    """What every mail's templates get; `url` is the booking's page, the desk's where a steward reads."""
    desk = f"{reverse('wagtailadmin_home')}bookings/{booking.house.slug}/{booking.number}/"
    return {
        "booking": booking,
        "room": booking.room,
        "guest": booking.guest,
        "to": to,
        "lines": booking.bill.lines.filter(paid_by=PaidBy.GUEST),
        "balance": balance(booking.bill),
        "currency": booking.bill.currency,
        "until": _local(booking, booking.hold_until),
        "answer_by": _local(booking, booking.answer_by),
        "path": booking.thread.path if to.pk == booking.guest_id else desk,
    }


def _local(booking: Booking, moment: datetime | None) -> datetime | None:
    """The moment on the clock of the house."""
    return moment.astimezone(booking.house.zone) if moment else None

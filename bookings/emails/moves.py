"""One function per mail about a booking: gather the words, put the message in the outbox.

Each is named by the fact it tells: the `Move`, the payment or the moment of asking, never by booking and word
alone.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from bookings.emails.answering import answering
from bookings.emails.envelope import local, stewards_of, tell_guest, tell_stewards
from bookings.models import Booking, Move
from bookings.rules.clock import today
from bookings.rules.states import TAKES_BEDS, State
from locations.models import Room
from members.models import User
from messaging.models import Thread
from messaging.send import keep_useful, queue

# A mail that is this late helps nobody any more.
WORTH_ANSWERING = timedelta(days=7)


def requested(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: your request is with the house. To each steward: somebody asks to stay."""
    changed = bool(step.start)
    tell_guest(booking, "received", _id(step), now=now, changed=changed)
    tell_stewards(
        booking, "new_request", _id(step), now=now, until=booking.answer_by, each=answering(step),
        changed=changed,
    )  # fmt: skip


def nudge(booking: Booking, *, now: datetime) -> None:
    """To each steward: a request has waited for a day."""
    step = booking.moves.latest("at", "pk")
    tell_stewards(booking, "nudge", _id(step), now=now, until=booking.answer_by, each=answering(step))


def reopened(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house thinks again about a request it had declined."""
    tell_guest(booking, "reopened", _id(step), now=now, until=booking.answer_by)


def approved(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house says yes; pay until then."""
    tell_guest(booking, "approved", _id(step), now=now, until=booking.hold_until)


def held_longer(booking: Booking) -> None:
    """A hold ends later than it did: what was written about its end and still waits is of use until then."""
    if booking.hold_until:
        keep_useful(
            booking.thread, keys=["bookings.approved", "bookings.hold_ending"], until=booking.hold_until
        )


def hold_ending(booking: Booking, *, now: datetime) -> None:
    """To the guest: the hold ends soon."""
    tell_guest(
        booking, "hold_ending", _id(booking.moves.latest("at", "pk")), now=now, until=booking.hold_until
    )


def confirmed(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: it is settled, with the receipt. To each steward: somebody is coming."""
    tell_guest(booking, "confirmed", _id(step), now=now)
    tell_stewards(booking, "confirmed_house", _id(step), now=now)


def declined(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house can't host you, and why."""
    elsewhere = _elsewhere(booking, now=now)
    tell_guest(booking, "declined", _id(step), now=now, why=step.why, elsewhere=elsewhere)


def withdrawn(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: withdrawn as you asked. To each steward, if it was theirs to answer or approved."""
    tell_guest(booking, "withdrawn", _id(step), now=now)
    if step.start != State.HELD:
        tell_stewards(booking, "withdrawn_house", _id(step), now=now)


def lapsed(booking: Booking, step: Move, *, now: datetime) -> None:
    """To both sides: the request wasn't answered in time."""
    tell_guest(booking, "lapsed", _id(step), now=now, elsewhere=_elsewhere(booking, now=now))
    tell_stewards(booking, "lapsed_house", _id(step), now=now)


def expired(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: not paid in time, the beds are free again."""
    tell_guest(booking, "expired", _id(step), now=now, elsewhere=_elsewhere(booking, now=now))


def cancelled(booking: Booking, step: Move, *, refund: Decimal, now: datetime) -> None:
    """To both sides: cancelled, by whom, and what goes back."""
    by_guest = step.by_id == booking.guest_id
    elsewhere = "" if by_guest else _elsewhere(booking, now=now)
    said: dict[str, Any] = {"why": step.why, "refund": refund, "by": step.by, "by_guest": by_guest}
    tell_guest(booking, "cancelled", _id(step), now=now, elsewhere=elsewhere, **said)
    tell_stewards(booking, "cancelled_house", _id(step), now=now, **said)


def came_too_late(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To both sides: money came that can't buy the stay any more, or that nobody owed, and goes back."""
    stands = booking.state in TAKES_BEDS
    tell_guest(booking, "too_late", fact, now=now, refund=amount, stands=stands)
    tell_stewards(booking, "too_late_house", fact, now=now, refund=amount, stands=stands)


def given_back(booking: Booking, *, fact: str, amount: Decimal, why: str, now: datetime) -> None:
    """To the guest: the house gives back what was paid too much, and why."""
    tell_guest(booking, "given_back", fact, now=now, refund=amount, why=why)


def disputed(booking: Booking, *, fact: str, amount: Decimal, due_by: datetime | None, now: datetime) -> None:
    """To each steward: the guest's bank wants money back, and waits for evidence until then."""
    answer = local(booking, due_by)
    tell_stewards(booking, "disputed_house", fact, now=now, until=due_by, refund=amount, due_by=answer)


def refunded_outside(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To each steward: a refund was made in Stripe's dashboard, and the bill asks for it again."""
    tell_stewards(booking, "refunded_outside_house", fact, now=now, refund=amount)


def rest_soon(booking: Booking, *, fact: str, left: Decimal, now: datetime) -> None:
    """To the guest: the rest is due in a few days."""
    tell_guest(booking, "rest_soon", fact, now=now, left=left, due_on=due_on(booking))


def rest_overdue(booking: Booking, *, fact: str, left: Decimal, now: datetime) -> None:
    """To both sides: the rest was due and is not paid."""
    said: dict[str, Any] = {"left": left, "due_on": due_on(booking), "lapses": booking.bill.lapses_unpaid}
    tell_guest(booking, "rest_overdue", fact, now=now, **said)
    tell_stewards(booking, "rest_overdue_house", fact, now=now, **said)


def due_on(booking: Booking) -> date:
    """The day of the rest; that of arrival where all is due at once."""
    return booking.bill.rest_on or booking.arrive


def refund_failed(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To each steward: the bank sent a refund back; somebody must settle it by hand."""
    tell_stewards(booking, "refund_failed", fact, now=now, refund=amount)


def question(asked: Thread, *, room: Room | None, name: str, email: str, text: str, now: datetime) -> None:
    """To each steward, or to the operators of a house without: a question. Answers go to who asked."""
    people = stewards_of(asked.house) or list(User.objects.filter(is_superuser=True, is_active=True))
    for person in people:
        queue(
            key="bookings.question", fact=f"thread-{asked.pk}", to=person, house=asked.house, thread=asked,
            context={"to": person, "room": room, "name": name, "email": email, "words": text, "desk": True},
            now=now, useful_until=now + WORTH_ANSWERING, reply_to=email,
        )  # fmt: skip


def question_copy(asked: Thread, *, email: str, language: str, now: datetime) -> None:
    """To who asked: when the house usually answers.

    None of their words, nor their name: nobody knows whether the address is theirs, and we'd be made to send
    anybody anything.
    """
    queue(
        key="bookings.question_copy", fact=f"thread-{asked.pk}", to=email, house=asked.house, thread=asked,
        context={}, now=now, language=language,
        useful_until=now + WORTH_ANSWERING,
    )  # fmt: skip


def _id(step: Move) -> str:
    return f"move-{step.pk}"


def _elsewhere(booking: Booking, *, now: datetime) -> str:
    """Where the same dates are looked for in every house, while they are still to come."""
    if today(now, booking.house.zone) > booking.arrive:
        return ""
    asked = {"arrive": booking.arrive, "depart": booking.depart, "guests": booking.people}
    return f"{reverse('stay')}?{urlencode(asked)}"

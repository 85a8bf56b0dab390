"""One function per mail about a booking: gather the words, put the message in the outbox.

Each is named by the fact it tells: the `Move`, the payment or the moment of asking, never by booking and word
alone.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse

from bookings.models import Booking, Move
from bookings.rules.clock import day_ends, today
from bookings.rules.states import TAKES_BEDS, State
from locations.models import Duty, House, Room
from locations.queries import house_pages
from members.models import User
from messaging.models import Thread
from messaging.send import keep_useful, queue
from payments.models import MoneyState, Source
from payments.queries import balance

# A mail that is this late helps nobody any more.
WORTH_ANSWERING = timedelta(days=7)


def requested(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: your request is with the house. To each steward: somebody asks to stay."""
    changed = bool(step.start)
    _tell_guest(booking, "received", _id(step), now=now, changed=changed)
    _tell_stewards(booking, "new_request", _id(step), now=now, until=booking.answer_by, changed=changed)


def nudge(booking: Booking, *, now: datetime) -> None:
    """To each steward: a request has waited for a day."""
    step = booking.moves.latest("at", "pk")
    _tell_stewards(booking, "nudge", _id(step), now=now, until=booking.answer_by)


def reopened(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house thinks again about a request it had declined."""
    _tell_guest(booking, "reopened", _id(step), now=now, until=booking.answer_by)


def approved(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house says yes; pay until then."""
    _tell_guest(booking, "approved", _id(step), now=now, until=booking.hold_until)


def held_longer(booking: Booking) -> None:
    """A hold ends later than it did: what was written about its end and still waits is of use until then."""
    if booking.hold_until:
        keep_useful(
            booking.thread, keys=["bookings.approved", "bookings.hold_ending"], until=booking.hold_until
        )


def hold_ending(booking: Booking, *, now: datetime) -> None:
    """To the guest: the hold ends soon."""
    _tell_guest(
        booking, "hold_ending", _id(booking.moves.latest("at", "pk")), now=now, until=booking.hold_until
    )


def confirmed(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: it is settled, with the receipt. To each steward: somebody is coming."""
    _tell_guest(booking, "confirmed", _id(step), now=now)
    _tell_stewards(booking, "confirmed_house", _id(step), now=now)


def declined(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: the house can't host you, and why."""
    elsewhere = _elsewhere(booking, now=now)
    _tell_guest(booking, "declined", _id(step), now=now, why=step.why, elsewhere=elsewhere)


def withdrawn(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: withdrawn as you asked. To each steward, if it was theirs to answer or approved."""
    _tell_guest(booking, "withdrawn", _id(step), now=now)
    if step.start != State.HELD:
        _tell_stewards(booking, "withdrawn_house", _id(step), now=now)


def lapsed(booking: Booking, step: Move, *, now: datetime) -> None:
    """To both sides: the request wasn't answered in time."""
    _tell_guest(booking, "lapsed", _id(step), now=now, elsewhere=_elsewhere(booking, now=now))
    _tell_stewards(booking, "lapsed_house", _id(step), now=now)


def expired(booking: Booking, step: Move, *, now: datetime) -> None:
    """To the guest: not paid in time, the beds are free again."""
    _tell_guest(booking, "expired", _id(step), now=now, elsewhere=_elsewhere(booking, now=now))


def cancelled(booking: Booking, step: Move, *, refund: Decimal, now: datetime) -> None:
    """To both sides: cancelled, by whom, and what goes back."""
    by_guest = step.by_id == booking.guest_id
    elsewhere = "" if by_guest else _elsewhere(booking, now=now)
    said: dict[str, Any] = {"why": step.why, "refund": refund, "by": step.by, "by_guest": by_guest}
    _tell_guest(booking, "cancelled", _id(step), now=now, elsewhere=elsewhere, **said)
    _tell_stewards(booking, "cancelled_house", _id(step), now=now, **said)


def came_too_late(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To both sides: money came that can't buy the stay any more, or that nobody owed, and goes back."""
    stands = booking.state in TAKES_BEDS
    _tell_guest(booking, "too_late", fact, now=now, refund=amount, stands=stands)
    _tell_stewards(booking, "too_late_house", fact, now=now, refund=amount, stands=stands)


def refund_failed(booking: Booking, *, fact: str, amount: Decimal, now: datetime) -> None:
    """To each steward: the bank sent a refund back; somebody must settle it by hand."""
    _tell_stewards(booking, "refund_failed", fact, now=now, refund=amount)


def question(asked: Thread, *, room: Room | None, name: str, email: str, text: str, now: datetime) -> None:
    """To each steward, or to the operators of a house without: a question. Answers go to who asked."""
    people = _stewards_of(asked.house) or list(User.objects.filter(is_superuser=True, is_active=True))
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


def stewards(booking: Booking) -> list[User]:
    """Who answers for the booking's house."""
    return _stewards_of(booking.house)


def _stewards_of(house: House) -> list[User]:
    run_it = User.objects.filter(roles__house=house, roles__role=Duty.STEWARD, is_active=True)
    return list(run_it.order_by("pk"))


def _id(step: Move) -> str:
    return f"move-{step.pk}"


def _tell_guest(
    booking: Booking, key: str, fact: str, *, now: datetime, until: datetime | None = None, **said: Any
) -> None:
    said["path"] = booking.thread.path
    _queue(booking, key, fact, [booking.guest], said, now=now, until=until, language=booking.language)


def _tell_stewards(
    booking: Booking, key: str, fact: str, *, now: datetime, until: datetime | None = None, **said: Any
) -> None:
    said["path"] = reverse("desk:booking", args=[booking.house.slug, booking.number])
    said["desk"] = True
    _queue(booking, key, fact, stewards(booking), said, now=now, until=until)


def _queue(
    booking: Booking,
    key: str,
    fact: str,
    people: Iterable[User],
    said: Mapping[str, object],
    *,
    now: datetime,
    until: datetime | None,
    language: str | None = None,
) -> None:
    words = {**_words(booking), **said}
    for person in people:
        queue(
            key=f"bookings.{key}",
            fact=fact,
            to=person,
            house=booking.house,
            thread=booking.thread,
            context={**words, "to": person},
            now=now,
            language=language,
            useful_until=until or day_ends(booking.depart, booking.house.zone),
        )


def _words(booking: Booking) -> dict[str, object]:
    """What the templates of every mail get.

    Besides it: `to`, whom it is for; `desk` where that is a steward; `path`, which `url` is made of: the
    booking's page, the desk's for a steward. Some get `changed`, `why`, `by`, `by_guest`, `refund`, `stands`
    or `elsewhere` too.
    """
    return {
        "booking": booking,
        "room": booking.room,
        "guest": booking.guest,
        "balance": balance(booking.bill),
        "by_hand": _by_hand(booking),
        "currency": booking.bill.currency,
        "place": _place(booking),
        "until": _local(booking, booking.hold_until),
        "answer_by": _local(booking, booking.answer_by),
    }


def _by_hand(booking: Booking) -> Decimal:
    """What a steward still has to give back, as no card gets it."""
    waiting = booking.bill.refunds.filter(state=MoneyState.PENDING).exclude(source=Source.STRIPE)
    return waiting.aggregate(amount=Sum("amount"))["amount"] or Decimal(0)


def _place(booking: Booking) -> str:
    """The town whose clock the house goes by, if its page names one: the end of "Mission, Paris"."""
    page = house_pages([booking.house]).get(booking.house.pk)
    return page.place.rpartition(",")[2].strip() if page else ""


def _elsewhere(booking: Booking, *, now: datetime) -> str:
    """Where the same dates are looked for in every house, while they are still to come."""
    if today(now, booking.house.zone) > booking.arrive:
        return ""
    asked = {"arrive": booking.arrive, "depart": booking.depart, "guests": booking.people}
    return f"{reverse('stay')}?{urlencode(asked)}"


def _local(booking: Booking, moment: datetime | None) -> datetime | None:
    """The moment on the clock of the house."""
    return moment.astimezone(booking.house.zone) if moment else None

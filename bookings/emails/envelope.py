"""What every mail about a booking is made of: whom it goes to, what its words may tell, where answers go."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.urls import reverse

from bookings.models import Booking
from bookings.rules.clock import day_ends
from locations.models import Duty, House, PaidBy
from locations.queries import house_pages
from members.models import User
from messaging.models import booking_address
from messaging.send import queue
from payments.models import MoneyState, Source
from payments.queries import balance, documents_of, parts


def stewards_of(house: House) -> list[User]:
    """Who answers for the house."""
    run_it = User.objects.filter(roles__house=house, roles__role=Duty.STEWARD, is_active=True)
    return list(run_it.order_by("pk"))


@dataclass(frozen=True)
class Personal:
    """What a mail tells one of its readers only, and where the answer of that one goes."""

    said: Mapping[str, object]
    reply_to: str


def tell_guest(
    booking: Booking, key: str, fact: str, *, now: datetime, until: datetime | None = None, **said: Any
) -> None:
    said["path"] = booking.thread.path
    _queue(booking, key, fact, [booking.guest], said, now=now, until=until, language=booking.language)


def tell_stewards(
    booking: Booking,
    key: str,
    fact: str,
    *,
    now: datetime,
    until: datetime | None = None,
    each: Callable[[User], Personal] | None = None,
    **said: Any,
) -> None:
    """Put the mail `key` to each steward into the outbox; `each` says what is for one of them only."""
    people, words = stewards_of(booking.house), said | on_desk(booking)
    _queue(booking, key, fact, people, words, now=now, until=until, each=each)


def tell_steward(booking: Booking, key: str, fact: str, *, to: User, now: datetime, **said: Any) -> None:
    _queue(booking, key, fact, [to], said | on_desk(booking), now=now, until=None)


def on_desk(booking: Booking) -> dict[str, object]:
    """That the reader is a steward, and where the booking is for them."""
    return {"path": reverse("desk:booking", args=[booking.house.slug, booking.number]), "desk": True}


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
    each: Callable[[User], Personal] | None = None,
) -> None:
    words = {**facts(booking, now=now), **said}
    for person in people:
        own = each(person) if each else Personal({}, booking_address(booking.house, booking.thread.token))
        queue(
            key=f"bookings.{key}",
            fact=fact,
            to=person,
            house=booking.house,
            thread=booking.thread,
            context={**words, **own.said, "to": person},
            now=now,
            language=language,
            useful_until=until or day_ends(booking.depart, booking.house.zone),
            reply_to=own.reply_to,
        )


def facts(booking: Booking, *, now: datetime | None = None) -> dict[str, object]:
    """What the templates of every mail get; what is due now and later (`parts`) where `now` is known.

    `billed`, `received` and `documents` are read when first shown.

    Besides it: `to`, whom it is for; `desk` where that is a steward; `path`, which `url` is made of: the
    booking's page, the desk's for a steward. Some get `changed`, `why`, `by`, `by_guest`, `refund`, `stands`
    or `elsewhere` too.
    """
    bill = booking.bill
    money = balance(bill)
    return {
        "booking": booking,
        "room": booking.room,
        "guest": booking.guest,
        "balance": money,
        **({"parts": parts(bill, now=now, money=money)} if now else {}),
        "billed": bill.lines.filter(paid_by=PaidBy.GUEST),
        "received": bill.payments.filter(state=MoneyState.SUCCEEDED).order_by("settled_at", "pk"),
        "documents": documents_of(bill),
        "by_hand": _by_hand(booking),
        "currency": bill.currency,
        "place": _place(booking),
        "until": local(booking, booking.hold_until),
        "answer_by": local(booking, booking.answer_by),
    }


def _by_hand(booking: Booking) -> Decimal:
    """What a steward still has to give back, as no card gets it."""
    waiting = booking.bill.refunds.filter(state=MoneyState.PENDING).exclude(source=Source.STRIPE)
    return waiting.aggregate(amount=Sum("amount"))["amount"] or Decimal(0)


def _place(booking: Booking) -> str:
    """The town whose clock the house goes by, if its page names one: the end of "Mission, Paris"."""
    page = house_pages([booking.house]).get(booking.house.pk)
    return page.place.rpartition(",")[2].strip() if page else ""


def local(booking: Booking, moment: datetime | None) -> datetime | None:
    """The moment on the clock of the house."""
    return moment.astimezone(booking.house.zone) if moment else None

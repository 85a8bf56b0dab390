"""What houses know of the stays of a person who goes."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from bookings.actions.guests import unlink_guest
from bookings.models import AnswerKey, Booking, HouseNote, Move, Note, SameGuest
from locations.models import House
from members.actions.leaving import forget_in_log
from members.models import User
from messaging.actions.person import forget_threads
from messaging.models import Message, Thread

QUESTION_COPY = "bookings.question_copy"


def erase(person: User, *, by: User, now: datetime) -> None:
    """Rooms, nights, people and states stay; every word about the stays goes, whoever wrote it."""
    linked = SameGuest.objects.filter(Q(person=person) | Q(of=person))
    for house in House.objects.filter(pk__in=linked.values("house")):
        unlink_guest(house, person, by=by, now=now)
    HouseNote.objects.filter(person=person).delete()
    _forget(Booking.objects.filter(guest=person), now=now)
    _forget_questions(person)


def forget_stays_in_log(person: User, *, by: User, now: datetime) -> None:
    """Once the guest has no name any more: so Wagtail's log calls their bookings."""
    forget_in_log(Booking.objects.filter(guest=person).select_related("guest", "room"))


@transaction.atomic
def forget_words(bookings: Collection[Booking], *, now: datetime) -> int:
    """Blank what guest and house wrote about these bookings, long after; how many."""
    _forget(Booking.objects.filter(pk__in=[one.pk for one in bookings]), now=now)
    forget_in_log(bookings)
    return len(bookings)


def forget_notes(house: House, before: date) -> int:
    """Drop the house's notes on whoever has had no booking there with a night since; how many."""
    since = Booking.objects.filter(room__house=house, guest=OuterRef("person"), depart__gte=before)
    old = HouseNote.objects.filter(~Exists(since), house=house, at__date__lt=before)
    return old.delete()[0]


def _forget(bookings: QuerySet[Booking], *, now: datetime) -> None:
    Note.objects.filter(booking__in=bookings).delete()
    AnswerKey.objects.filter(step__booking__in=bookings).delete()
    Move.objects.filter(booking__in=bookings).update(why="")
    forget_threads(Thread.objects.filter(booking__in=bookings))
    bookings.update(purpose="", arrival_time="", comments="", rate_reason="", ask_key=None, forgotten_at=now)


def _forget_questions(person: User) -> None:
    """What they asked houses before they booked."""
    copies = Message.objects.filter(key=QUESTION_COPY, to=person.email)
    asked = Thread.objects.filter(messages__in=copies)
    forget_threads(asked)
    asked.update(label=_("Question"))

"""What houses know of the stays of a person who goes."""

from datetime import datetime

from django.db.models import Q
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
    bookings = Booking.objects.filter(guest=person)
    Note.objects.filter(booking__in=bookings).delete()
    AnswerKey.objects.filter(step__booking__in=bookings).delete()
    Move.objects.filter(booking__in=bookings).update(why="")
    bookings.update(purpose="", arrival_time="", comments="", rate_reason="", ask_key=None)
    forget_threads(Thread.objects.filter(booking__in=bookings))
    _forget_questions(person)


def forget_stays_in_log(person: User, *, by: User, now: datetime) -> None:
    """Once the guest has no name any more: so Wagtail's log calls their bookings."""
    forget_in_log(Booking.objects.filter(guest=person).select_related("guest", "room"))


def _forget_questions(person: User) -> None:
    """What they asked houses before they booked."""
    copies = Message.objects.filter(key=QUESTION_COPY, to=person.email)
    asked = Thread.objects.filter(messages__in=copies)
    forget_threads(asked)
    asked.update(label=_("Question"))

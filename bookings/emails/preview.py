"""What mails about bookings are shown with, before anybody gets them: a real booking of the house."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from bookings.catalogue import THE_STEWARDS
from bookings.emails.days import examples
from bookings.emails.envelope import facts, local, on_desk
from bookings.emails.moves import due_on
from bookings.models import Booking, OutsideCalendar, OutsideStay
from locations.emails import Example
from locations.models import House
from members.models import User
from messaging.catalogue import mail_of
from payments.queries import balance

RECENT = 20


def preview(key: str, *, house: House, about: str, person: User, now: datetime) -> Example | None:
    """What a mail of this app is shown with: the booking of number `about`, else the newest of the house.

    None where the house has no booking of that number, or none yet. What the booking does not say, such as a
    reason, is made up.
    """
    found = Booking.objects.filter(room__house=house).select_related("guest", "room__house", "bill", "thread")
    recent = list(found.order_by("-asked_at", "-pk")[:RECENT])
    booking = found.filter(number=about).first() if about else next(iter(recent), None)
    if booking is None:
        return None
    choices = tuple((one.number, f"{one.guest}, {one.room.name}, {one.arrive}") for one in recent)
    return Example(_context(key, booking, person=person, now=now), booking.number, choices)


def _context(key: str, booking: Booking, *, person: User, now: datetime) -> dict[str, object]:
    known, total = facts(booking, now=now), balance(booking.bill).total
    soon = local(booking, now + timedelta(hours=booking.house.hold_hours))
    return {
        **known,
        **_reader(key, booking, person),
        **examples(key, booking, person=person, now=now),
        "until": known["until"] or soon,
        "answer_by": known["answer_by"] or soon,
        "why": _("We paint the room that week."),
        "by": person,
        "refund": total,
        "due_on": due_on(booking),
        "left": total,
        "name": booking.guest.name,
        "email": booking.guest.email,
        "words": _("Is there a desk to work at?"),
        "stay": _sold_elsewhere(booking),
        "outcome": _("The request is approved."),
    }


def _sold_elsewhere(booking: Booking) -> OutsideStay:
    calendar = OutsideCalendar(room=booking.room, name="Airbnb")
    return OutsideStay(calendar=calendar, room=booking.room, start=booking.arrive, end=booking.depart)


def _reader(key: str, booking: Booking, person: User) -> dict[str, object]:
    """Whom it is for, and where its button leads."""
    if mail_of(key).to == THE_STEWARDS:
        desk = on_desk(booking)
        link = f"{settings.SITE_URL}{desk['path']}"
        return {**desk, "to": person, "approve_url": link, "decline_url": link}
    return {"to": booking.guest, "path": booking.thread.path}

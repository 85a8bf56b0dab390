"""A guest asks to stay: a request where the house answers, a hold where one books at once."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import free_expired, lock_rooms, take
from bookings.actions.moves import enter
from bookings.actions.refused import Refused
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking, Move
from bookings.queries.codes import CodeReduction, code_at, why_no_code
from bookings.queries.plans import plan_for
from bookings.queries.policies import policy_of
from bookings.queries.quotes import quote_for, tariff_of
from bookings.queries.why import problem_for, say
from bookings.rules.clock import day_ends
from bookings.rules.fit import beds_needed
from bookings.rules.policies import as_data
from bookings.rules.price import Tariff
from bookings.rules.states import HOLD, State, request_ends
from bookings.rules.stay import Stay
from locations.models import DiscountCode, House, Room, Terms
from locations.queries import selling_rooms
from members.actions import give_name
from members.models import User
from messaging.send import thread
from payments.actions import bills
from payments.actions.plans import set_plan

LONGEST_LABEL = 180
ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"  # nothing that reads like something else


@dataclass(frozen=True)
class Words:
    """What the guest tells the house; all of it may be empty but the purpose of a request.

    `name` is kept on a guest who has none yet. So many are `young`, below the age that fees name. `code` is a
    discount code.
    """

    purpose: str = ""
    arrival_time: str = ""
    comments: str = ""
    language: str = "en"
    name: str = ""
    young: int = 0
    code: str = ""


def request_stay(
    room: Room,
    *,
    guest: User,
    arrive: date,
    depart: date,
    people: int = 1,
    words: Words | None = None,
    by: User,
    now: datetime,
    quoted: Decimal | None = None,
    key: UUID | None = None,
) -> Booking:
    """Ask to stay in `room`, nights `arrive … depart - 1`.

    REQUESTED in a house that answers, HELD in an instant one. `quoted` is the total the guest saw; if the
    price has changed since, nothing is booked. `key` is of the form they sent: sent again by the same guest,
    it returns the stay that it made. Refused says why not.
    """
    if depart <= arrive:
        raise Refused(_("Choose a departure after the arrival."))
    try:
        with transaction.atomic():
            room = lock_rooms(room.pk)[room.pk]
            free_expired(room.pk, now=now)
            if made := made_by(guest, key):
                return made
            stay, tariff = Stay(arrive, depart), tariff_of(room)
            _check(room, stay, people, tariff=tariff, now=now)
            booking = new_booking(
                room, guest, stay, people, tariff=tariff, words=words or Words(), now=now, quoted=quoted
            )
            booking.ask_key = key
            _begin(booking, by=by, now=now)
            return booking
    except IntegrityError:
        # The lock on the room orders what is sent twice for it; for another room the key itself does.
        if made := made_by(guest, key):
            return made
        raise


def made_by(guest: User, key: UUID | None) -> Booking | None:
    """The stay that the form with this key made."""
    return Booking.objects.filter(guest=guest, ask_key=key).first() if key else None


def _begin(booking: Booking, *, by: User, now: datetime) -> None:
    if booking.house.terms == Terms.INSTANT:
        _hold(booking, by=by, now=now)
    else:
        step = enter(booking, State.REQUESTED, start=None, by=by, now=now, ends=_answer_by(booking, now))
        emails.requested(booking, step, now=now)


def _check(room: Room, stay: Stay, people: int, *, tariff: Tariff, now: datetime) -> None:
    if not selling_rooms().filter(pk=room.pk).exists():
        raise Refused(_("%(room)s can't be booked at the moment.") % {"room": room.name})
    if problem := problem_for(room, stay, people, now=now, tariff=tariff):
        raise Refused(say(problem))


def _hold(booking: Booking, *, by: User, now: datetime) -> Move:
    step = enter(booking, State.HELD, start=None, by=by, now=now, ends=now + HOLD)
    take(booking.room, booking.stay, booking.beds, booking=booking, until=booking.hold_until)
    confirm_if_nothing_due(booking, now=now)
    return step


def new_booking(
    room: Room,
    guest: User,
    stay: Stay,
    people: int,
    *,
    tariff: Tariff,
    words: Words,
    now: datetime,
    quoted: Decimal | None = None,
) -> Booking:
    """An unsaved booking of a locked room, with its bill and thread; Refused if the price is not `quoted`."""
    house, young = room.house, min(max(words.young, 0), people)
    code = _lock_code(house, words.code, guest=guest, now=now)
    quote = quote_for(room, stay, people, tariff=tariff, young=young, guest=guest, code=code)
    if quoted is not None and quoted != quote.total:
        raise Refused(_("The price has changed while you were looking. Check the new total, then send."))
    give_name(guest, name=words.name)
    number = _number()
    path = reverse("my_stay", args=[number])
    label = _("%(house)s, %(room)s") % {"house": house.name, "room": room.name}
    label = Truncator(label).chars(LONGEST_LABEL)
    bill = bills.write(
        house=house, payer=guest, kind="STAY", reference=number, label=label, path=path,
        service_start=stay.arrive, service_end=stay.depart, lines=quote.lines, now=now,
    )  # fmt: skip
    if code is not None:
        bills.keep_code(bill, code, label=CodeReduction(code).label, by=guest, now=now)
    set_plan(bill, plan_for(house, stay.arrive, now=now), lapses=house.lapse_unpaid)
    return Booking(
        number=number, guest=guest, room=room, arrive=stay.arrive, depart=stay.depart, people=people,
        young=young, beds=beds_needed(people, shared=room.is_shared), asked_at=now, purpose=words.purpose,
        arrival_time=words.arrival_time, comments=words.comments, language=words.language,
        rules_accepted_at=now if house.rules else None, rules_text=house.rules,
        bill=bill, policy=as_data(policy_of(house)),
        thread=thread(house=house, label=f"{number} {label}", path=path),
    )  # fmt: skip


def _lock_code(house: House, typed: str, *, guest: User, now: datetime) -> DiscountCode | None:
    """The code under its lock, so that two guests at once can't both take its last use."""
    if not typed.strip():
        return None
    if known := code_at(house, typed):
        known = DiscountCode.objects.select_for_update(of=("self",)).select_related("house").get(pk=known.pk)
    if problem := why_no_code(known, guest=guest, now=now):
        raise Refused(problem)
    return known


def _number() -> str:
    while True:
        number = "".join(secrets.choice(ALPHABET) for _digit in range(8))
        if not Booking.objects.filter(number=number).exists():
            return number


def _answer_by(booking: Booking, now: datetime) -> datetime:
    house: House = booking.house
    return request_ends(
        now, answer_days=house.answer_days, arrival_day_ends=day_ends(booking.arrive, house.zone)
    )

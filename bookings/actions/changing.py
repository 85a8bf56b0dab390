"""Other dates, another room or more people, while nothing is paid."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import emails
from bookings.actions.beds import lock_booking_and_room, release, take
from bookings.actions.moves import enter
from bookings.actions.refused import Refused
from bookings.actions.settled import confirm_if_nothing_due
from bookings.models import Booking
from bookings.queries.plans import plan_for
from bookings.queries.quotes import quote_for, tariff_of
from bookings.queries.why import problem_for, say
from bookings.rules.clock import day_ends
from bookings.rules.fit import beds_needed
from bookings.rules.price import Tariff
from bookings.rules.states import State, request_ends
from bookings.rules.stay import Stay
from locations.access import houses_for
from locations.models import Room
from locations.queries import selling_rooms
from members.models import User
from payments.actions import bills
from payments.actions.plans import set_plan
from payments.queries import balance

CHANGEABLE = {State.REQUESTED, State.HELD, State.APPROVED}


@transaction.atomic
def change_stay(
    booking: Booking, *, room: Room, arrive: date, depart: date, people: int, by: User, now: datetime
) -> Booking:
    """Move an unpaid stay to other dates, people or room of the same house, at today's price.

    By its guest or a steward of its house. An approved stay becomes a request again; a hold keeps its end, or
    is confirmed where nothing is due. Refused to others, if anything is paid, or if it is full.
    """
    if depart <= arrive:
        raise Refused(_("Choose a departure after the arrival."))
    stay = Stay(arrive, depart)
    booking, wanted = lock_booking_and_room(booking, room, now=now)
    room = wanted or booking.room
    _check(booking, room, by=by, now=now)
    release(booking)
    tariff = tariff_of(room)
    if problem := problem_for(room, stay, people, now=now, tariff=tariff):
        raise Refused(say(problem))
    _apply(booking, room, stay, people, tariff=tariff, by=by, now=now)
    return booking


def _check(booking: Booking, room: Room, *, by: User, now: datetime) -> None:
    is_steward = houses_for(by, may="bookings").filter(pk=booking.room.house_id).exists()
    if by.pk != booking.guest_id and not is_steward:
        raise Refused(_("Only the guest or the house can change this stay."))
    if room.house_id != booking.room.house_id or not selling_rooms().filter(pk=room.pk).exists():
        raise Refused(_("Choose a room of this house that can be booked."))
    if booking.current_state(now) not in CHANGEABLE:
        raise Refused(_("This booking can't be changed any more."))
    if balance(booking.bill).kept > 0:
        raise Refused(_("Something is paid on this booking already. Write to the house to change it."))


def _apply(
    booking: Booking, room: Room, stay: Stay, people: int, *, tariff: Tariff, by: User, now: datetime
) -> None:
    young = min(booking.young, people)
    lines = quote_for(room, stay, people, tariff=tariff, young=young, guest=booking.guest).lines
    bills.rewrite(booking.bill, lines=lines, service=(stay.arrive, stay.depart), by=by, now=now)
    plan = plan_for(room.house, stay.arrive, now=now)
    set_plan(booking.bill, plan, lapses=room.house.lapse_unpaid)
    booking.room, booking.arrive, booking.depart, booking.people = room, stay.arrive, stay.depart, people
    booking.young = young
    booking.beds = beds_needed(people, shared=room.is_shared)
    if booking.state == State.HELD:
        booking.save()
        take(room, stay, booking.beds, booking=booking, until=booking.hold_until)
        confirm_if_nothing_due(booking, now=now)
        return
    house = room.house
    ends = request_ends(
        now, answer_days=house.answer_days, arrival_day_ends=day_ends(stay.arrive, house.zone)
    )
    step = enter(
        booking, State.REQUESTED, start=State(booking.state), by=by, now=now, ends=ends, why=_("changed")
    )
    emails.requested(booking, step, now=now)

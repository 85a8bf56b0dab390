"""A house's day: what its stewards ought to know of it, and what its guests and residents may."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from bookings.models import Booking
from bookings.queries.desk import Row, desk_bookings, rows
from bookings.queries.letters import MOST_NAMED, STAYING, named
from bookings.rules.clock import day_ends
from bookings.rules.letters import days_to_tell
from bookings.rules.states import HOLDING, State
from bookings.rules.welcome import TOLD
from locations.models import House, Residency
from locations.queries import house_today, residents
from members.models import User
from messaging.models import Became, Digest, Inbound, InboundState, Message, MessageState, Readers

GONE_WRONG = (Became.BOUNCED, Became.REJECTED, Became.COMPLAINED)


def days_untold(now: datetime, readers: Readers) -> list[tuple[House, date]]:
    """Each house with each of its days up to today whose news were not dealt with. One query."""
    latest = Digest.objects.filter(house=OuterRef("pk"), readers=readers).order_by("-day")
    houses = House.objects.annotate(today=house_today(now), last=Subquery(latest.values("day")[:1]))
    return [
        (house, day)
        for house in houses.order_by("slug")
        for day in days_to_tell(house.last, today=house.today)
    ]


@dataclass(frozen=True)
class HouseDay:
    """What a house's stewards ought to know of a day; `held`: how many mails wait to be let through."""

    day: date
    arriving: list[Row]
    leaving: list[Row]
    waiting: list[Row]
    unpaid: list[Row]
    bounced: list[Message]
    held: int

    def __bool__(self) -> bool:
        lists = (self.arriving, self.leaving, self.waiting, self.unpaid, self.bounced)
        return any(lists) or self.held > 0

    @property
    def of_the_past(self) -> "HouseDay":
        """What is still known of it once it is over: what waited then is not."""
        return replace(self, waiting=[], unpaid=[], held=0)


def house_day(house: House, day: date, *, now: datetime) -> HouseDay:
    """A house's day as it stands at `now`. Six queries, whatever happens on it."""
    coming = Q(arrive=day, state__in=sorted(TOLD))
    leaving = Q(depart=day, state__in=STAYING)
    waiting = Q(state=State.REQUESTED, answer_by__gt=now)
    unpaid = Q(state__in=sorted(HOLDING), hold_until__gt=now)
    stays = desk_bookings(House.objects.filter(pk=house.pk)).filter(coming | leaving | waiting | unpaid)
    found = rows(stays.order_by("room__order", "arrive", "pk"), now=now)
    return HouseDay(
        day=day,
        arriving=[row for row in found if row.state in TOLD and row.booking.arrive == day],
        leaving=[row for row in found if row.state in STAYING and row.booking.depart == day],
        waiting=[row for row in found if row.state == State.REQUESTED],
        unpaid=[row for row in found if row.state in HOLDING],
        bounced=_bounced(house, day),
        held=Inbound.objects.filter(house=house, state=InboundState.HELD).count(),
    )


def _bounced(house: House, day: date) -> list[Message]:
    """Mails of the day before that did not arrive: each is told on one day only."""
    begins = day_ends(day - timedelta(days=1), house.zone)
    before = day_ends(day - timedelta(days=2), house.zone)
    told = Q(last_event__in=GONE_WRONG, last_event_at__gte=before, last_event_at__lt=begins)
    given_up = Q(state=MessageState.FAILED, created_at__gte=before, created_at__lt=begins)
    mails = Message.objects.filter(told | given_up, house=house)
    return list(mails.defer("text", "html").order_by("created_at", "pk")[:MOST_NAMED])


@dataclass(frozen=True)
class Coming:
    """Somebody who agreed to be named comes or goes; `until`: a guest's last day, or None."""

    person_id: int
    name: str
    until: date | None = None


@dataclass(frozen=True)
class PeopleDay:
    """What those who stay or live in a house may know of a day, and who they are."""

    day: date
    arriving: list[Coming]
    leaving: list[Coming]
    readers: list[User]

    def told_to(self, person: User) -> "PeopleDay | None":
        """The same without themselves; None where nothing is left."""
        arriving, leaving = (
            [one for one in part if one.person_id != person.pk] for part in (self.arriving, self.leaving)
        )
        return PeopleDay(self.day, arriving, leaving, []) if arriving or leaving else None


def people_day(house: House, day: date) -> PeopleDay:
    """A day for the people of the house but its stewards, who are told more. Four queries."""
    stays = named(house).filter(Q(arrive=day) | Q(depart=day), state__in=STAYING)
    lives = _listed_moves(house, day)
    arriving = [_guest(stay) for stay in stays if stay.arrive == day]
    leaving = [_guest(stay) for stay in stays if stay.depart == day]
    return PeopleDay(
        day=day,
        arriving=_once([*arriving, *(_resident(one) for one in lives if one.start == day)]),
        leaving=_once([*leaving, *(_resident(one) for one in lives if one.end == day)]),
        readers=_readers(house, day),
    )


def _readers(house: House, day: date) -> list[User]:
    here = Booking.objects.filter(room__house=house, arrive__lte=day, depart__gte=day, state__in=STAYING)
    here = here.exclude(state=State.CHECKED_OUT)
    lives = residents(house, day).order_by().values("person")
    people = User.objects.filter(Q(pk__in=here.values("guest")) | Q(pk__in=lives), is_active=True)
    return list(people.exclude(roles__house=house).order_by("pk"))


def _listed_moves(house: House, day: date) -> Iterable[Residency]:
    moves = Residency.objects.filter(Q(start=day) | Q(end=day), house=house, listed=True)
    return list(moves.exclude(person__name="").select_related("person"))


def _guest(stay: Booking) -> Coming:
    return Coming(stay.guest_id, stay.guest.name, stay.depart)


def _resident(lives: Residency) -> Coming:
    return Coming(lives.person_id, lives.person.name)


def _once(people: Iterable[Coming]) -> list[Coming]:
    return list({one.person_id: one for one in people}.values())

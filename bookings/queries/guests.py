"""The guests of a house: whoever has a booking there, and what that house alone knows of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bookings.models import Booking, HouseNote, SameGuest
from bookings.queries.desk import desk_bookings
from bookings.rules.states import FIRM, HOLDING, State
from locations.models import House
from members.models import User

# A night that was kept free for somebody who never came is no stay.
STAYED = sorted(FIRM - {State.NO_SHOW})
COMING = sorted(HOLDING | {State.REQUESTED, State.CONFIRMED})
ALIKE = 5


@dataclass(frozen=True)
class Guest:
    """`person` with the `others` that the house says are the same, and their stays together.

    `asked`: bookings in whatever state. `stays`: those that took place or are settled; `last`: the day the
    latest of them that has begun ends or ended; `next`: when the next booking that is alive arrives.
    """

    person: User
    asked: int
    stays: int
    last: date | None
    next: date | None
    others: list[User] = field(default_factory=list)

    @property
    def is_repeat(self) -> bool:
        return self.stays > 1


def guests(house: House, *, words: str = "", today: date) -> QuerySet[Any, Any]:
    """The house's guests as rows for `listed`, whoever comes latest first; `words`: of a name or address."""
    bookings = _by_record(house)
    if words:
        named = Q(guest__name__icontains=words) | Q(guest__email__icontains=words)
        bookings = bookings.filter(record__in=_by_record(house).filter(named).values("record"))
    return _counted(bookings, today=today).order_by("-latest", "-record")


def listed(house: House, rows: Iterable[Mapping[str, Any]]) -> list[Guest]:
    """The guests of these rows. Two queries."""
    found = list(rows)
    records = [row["record"] for row in found]
    people = User.objects.in_bulk(records)
    others: dict[int, list[User]] = {record: [] for record in records}
    for same in SameGuest.objects.filter(house=house, of__in=records).select_related("person"):
        others[same.of_id].append(same.person)
    return [_guest(people[row["record"]], row, others[row["record"]]) for row in found]


def same_people(house: House, person: User) -> list[User]:
    """All records that the house says are the same as `person`'s, `person` among them; the main one first."""
    row = SameGuest.objects.filter(house=house, person=person).select_related("of").first()
    main = row.of if row else person
    others = SameGuest.objects.filter(house=house, of=main).select_related("person")
    return [main, *(same.person for same in others)]


def guest_of(house: House, people: list[User], *, today: date) -> Guest:
    """What the list says of these records of one person, the main one first. One query."""
    [row] = _counted(_by_record(house).filter(guest__in=people), today=today)
    return _guest(people[0], row, people[1:])


def guests_of(house: House) -> QuerySet[User]:
    """Whoever has a booking in the house, in whatever state."""
    return User.objects.filter(Exists(Booking.objects.filter(room__house=house, guest=OuterRef("pk"))))


def stays_in(house: House, people: Iterable[User]) -> QuerySet[Booking]:
    """Their bookings in this house, the latest arrival first."""
    bookings = desk_bookings(House.objects.filter(pk=house.pk))
    return bookings.filter(guest__in=list(people)).order_by("-arrive", "-pk")


def notes_on(house: House, people: Iterable[User]) -> QuerySet[HouseNote]:
    """What this house wrote down about them, the newest first."""
    notes = HouseNote.objects.filter(house=house, person__in=list(people))
    return notes.select_related("by", "changed_by", "person").order_by("-at", "-pk")


def alike(house: House, people: Iterable[User]) -> list[User]:
    """Other guests of the house with the same name or telephone number; five at most."""
    known = list(people)
    like = Q()
    for one in known:
        like |= Q(name__iexact=one.name) if one.name else Q()
        like |= Q(phone=one.phone) if one.phone else Q()
    if not like:
        return []
    return list(guests_of(house).filter(like).exclude(pk__in=[one.pk for one in known])[:ALIKE])


def _by_record(house: House) -> QuerySet[Any, Any]:
    """The house's bookings with `record`, the main one of the records of their guest."""
    main = SameGuest.objects.filter(house=house, person=OuterRef("guest")).values("of")
    record = Coalesce(Subquery(main), F("guest"), output_field=BigIntegerField())
    return Booking.objects.filter(room__house=house).order_by().annotate(record=record)


def _counted(bookings: QuerySet[Any, Any], *, today: date) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = bookings.values("record")
    return rows.annotate(
        asked=Count("pk"),
        stays=Count("pk", filter=Q(state__in=STAYED)),
        last=Max("depart", filter=Q(state__in=STAYED, arrive__lte=today)),
        next=Min("arrive", filter=Q(state__in=COMING, arrive__gt=today)),
        latest=Max("arrive"),
    )


def _guest(person: User, row: Mapping[str, Any], others: list[User]) -> Guest:
    numbers = {name: row[name] for name in ("asked", "stays", "last", "next")}
    return Guest(person=person, others=others, **numbers)

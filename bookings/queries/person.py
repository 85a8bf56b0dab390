"""What is kept of a person's stays."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Booking, HouseNote, Move, Note
from bookings.queries.stays import LIVE, stays_of
from bookings.rules.clock import today
from bookings.rules.states import FIRM, OVER, State
from home.rules.daily import months_before
from members.models import User
from members.rules.records import Label, Section
from payments.queries import balances

STAY: dict[str, Label] = {"stay": gettext_lazy("Stay")}
# What was certain once leaves something to be settled.
A_DAY = 500
CERTAIN = sorted(FIRM | {State.CANCELLED})


def person_export(person: User) -> list[Section]:
    """Their stays with every step of them; private: what stewards noted."""
    at, words = {"at": gettext_lazy("At")}, {"words": gettext_lazy("Words")}
    moves = Move.objects.filter(booking__guest=person).select_related("booking").order_by("at", "pk")
    notes = Note.objects.filter(booking__guest=person).select_related("booking")
    of_houses = HouseNote.objects.filter(person=person).select_related("house")
    return [
        _stays(person),
        Section(
            "steps", gettext_lazy("What became of your stays"),
            {**STAY, **at, "state": gettext_lazy("State"), "why": gettext_lazy("Why")},
            [(move.booking.number, move.at, move.get_end_display(), move.why) for move in moves],
        ),
        Section(
            "notes_on_stays", gettext_lazy("Notes on stays"), {**STAY, **at, **words},
            [(note.booking.number, note.at, note.text) for note in notes], is_private=True,
        ),
        Section(
            "notes_of_houses", gettext_lazy("Notes of houses"),
            {"house": gettext_lazy("House"), **at, **words},
            [(note.house.name, note.at, note.text) for note in of_houses], is_private=True,
        ),
    ]  # fmt: skip


def why_not_erase(person: User, *, now: datetime) -> list[str]:
    """Stays to come, and stays with something owed by either side."""
    stays = list(stays_of(person))
    return [*_to_come(stays, now=now), *_not_settled(stays)]


def to_forget(now: datetime) -> list[Booking]:
    """Bookings whose words were kept as long as the network keeps them, the oldest first; so many a day."""
    requests, stays = (months_before(now, settings.KEEP[kind]).date() for kind in ("requests", "stays"))
    again = Booking.objects.filter(guest=OuterRef("guest"), depart__gte=stays)
    came_to_nothing = Q(state__in=sorted(OVER - {State.CANCELLED}), depart__lt=requests)
    is_long_ago = Q(~Exists(again), depart__lt=stays)
    old = Booking.objects.filter(came_to_nothing | is_long_ago, forgotten_at=None)
    return list(old.select_related("guest", "room").order_by("depart", "pk")[:A_DAY])


def _to_come(stays: list[Booking], *, now: datetime) -> list[str]:
    words = _("A stay is to come or not over: %(number)s in %(house)s from %(day)s.")
    return [
        words % {"number": one.number, "house": one.house.name, "day": date_format(one.arrive, "j F Y")}
        for one in stays
        if one.current_state(now) in LIVE and one.depart >= today(now, one.house.zone)
    ]


def _not_settled(stays: list[Booking]) -> list[str]:
    certain = [one for one in stays if one.state in CERTAIN]
    money = balances([one.bill for one in certain])
    words = _("The bill of the stay %(number)s in %(house)s is not settled.")
    return [
        words % {"number": one.number, "house": one.house.name} for one in certain if money[one.bill_id].owed
    ]


def _stays(person: User) -> Section:
    columns = {
        **STAY, "house": gettext_lazy("House"), "room": gettext_lazy("Room"),
        "arrives": gettext_lazy("Arrives"), "departs": gettext_lazy("Departs"),
        "people": gettext_lazy("People"), "state": gettext_lazy("State"), "asked": gettext_lazy("Asked"),
        "purpose": gettext_lazy("Reason for the stay"), "arrival_time": gettext_lazy("Time of arrival"),
        "comments": gettext_lazy("Comments"), "rules_accepted": gettext_lazy("House rules accepted"),
    }  # fmt: skip
    rows = [
        (one.number, one.house.name, one.room.name, one.arrive, one.depart, one.people,
         one.get_state_display(), one.asked_at, one.purpose, one.arrival_time, one.comments,
         one.rules_accepted_at)
        for one in stays_of(person)
    ]  # fmt: skip
    return Section("stays", gettext_lazy("Stays"), columns, rows)

"""A booking in plain words for the people of its house: where it stands, and how it came there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookings.models import Move
from bookings.queries.desk import Row
from bookings.rules.states import State
from locations.models import House

S = State


@dataclass(frozen=True)
class Told:
    """One line of a booking's history."""

    at: datetime
    text: str
    why: str


def stands(row: Row) -> str:
    """Where a booking stands, as its house's steward reads it."""
    booking = row.booking
    zone = booking.house.zone
    return _sentences()[row.state] % {
        "guest": booking.guest,
        "arrive": date_format(booking.arrive, "D j F"),
        "depart": date_format(booking.depart, "D j F"),
        "left": date_format(booking.left_on or booking.depart, "D j F"),
        "answer": _moment(booking.answer_by, zone),
        "until": _moment(booking.hold_until, zone),
    }


def told(move: Move) -> Told:
    """A move as a line of history. `move.by` is read: fetch it along."""
    start, end = State(move.start) if move.start else None, State(move.end)
    if move.by is None:
        text = _by_itself().get((start, end)) or _by_itself().get((None, end)) or move.get_end_display()
    else:
        words = _by_someone()
        text = words.get((start, end)) or words.get((None, end)) or "%(who)s: " + move.get_end_display()
        text %= {"who": move.by}
    return Told(at=move.at, text=text, why=move.why)


def as_sentence(line: Told, house: House) -> str:
    """A line of history with its time on the house's clock."""
    return _("%(what)s, %(when)s") % {"what": line.text, "when": _moment(line.at, house.zone)}


def _moment(moment: datetime | None, zone: object) -> str:
    return date_format(moment.astimezone(zone), "D j F, H:i") if moment else ""  # type: ignore[arg-type]


def _sentences() -> Mapping[State, str]:
    return {
        S.REQUESTED: _(
            "%(guest)s waits for the house's answer. Without one the request lapses on %(answer)s."
        ),
        S.HELD: _("%(guest)s has the bed until %(until)s and is to pay by then."),
        S.APPROVED: _("The house said yes. %(guest)s has until %(until)s to pay."),
        S.CONFIRMED: _("It is settled: %(guest)s comes on %(arrive)s and leaves on %(depart)s."),
        S.CHECKED_IN: _("%(guest)s is here and leaves on %(depart)s."),
        S.CHECKED_OUT: _("%(guest)s left on %(left)s."),
        S.NO_SHOW: _("%(guest)s was expected on %(arrive)s and did not come."),
        S.DECLINED: _("The house said no."),
        S.WITHDRAWN: _("%(guest)s no longer wants to come."),
        S.LAPSED: _("Nobody answered in time, so the request is closed."),
        S.EXPIRED: _("It was not paid in time. The bed is free again."),
        S.CANCELLED: _("The stay is cancelled. The bed is free again."),
    }


def _by_someone() -> Mapping[tuple[State | None, State], str]:
    """From None: from any state without a line of its own."""
    return {
        (None, S.REQUESTED): _("%(who)s asked to stay"),
        (S.REQUESTED, S.REQUESTED): _("%(who)s changed the request"),
        (S.APPROVED, S.REQUESTED): _("%(who)s changed the stay: it waits for an answer again"),
        (S.DECLINED, S.REQUESTED): _("%(who)s thought again: it waits for an answer"),
        (None, S.HELD): _("%(who)s took the bed and is to pay"),
        (None, S.APPROVED): _("%(who)s approved it"),
        (S.EXPIRED, S.APPROVED): _("%(who)s gave more time to pay"),
        (S.CANCELLED, S.APPROVED): _("%(who)s brought it back, to be paid"),
        (None, S.CONFIRMED): _("%(who)s confirmed it"),
        (S.CANCELLED, S.CONFIRMED): _("%(who)s brought it back"),
        (S.CHECKED_IN, S.CONFIRMED): _("%(who)s took the check-in back"),
        (S.NO_SHOW, S.CONFIRMED): _("%(who)s took “did not come” back"),
        (None, S.CHECKED_IN): _("%(who)s checked the guest in"),
        (S.CHECKED_OUT, S.CHECKED_IN): _("%(who)s took the check-out back"),
        (None, S.CHECKED_OUT): _("%(who)s checked the guest out"),
        (None, S.NO_SHOW): _("%(who)s noted that the guest did not come"),
        (None, S.DECLINED): _("%(who)s declined it"),
        (None, S.WITHDRAWN): _("%(who)s withdrew it"),
        (None, S.CANCELLED): _("%(who)s cancelled it"),
    }


def _by_itself() -> Mapping[tuple[State | None, State], str]:
    return {
        (None, S.CONFIRMED): _("Confirmed: nothing was due any more"),
        (S.EXPIRED, S.CONFIRMED): _("Confirmed: the payment came late, and the bed was still free"),
        (None, S.EXPIRED): _("Not paid in time: the bed was freed"),
        (None, S.LAPSED): _("Not answered in time: the request was closed"),
    }

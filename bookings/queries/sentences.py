"""A booking's state as its guest reads it: where it stands, what comes next, and how far along it is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from bookings.rules.states import TAKES_BEDS, State

STEPS = 4
# The sentence, what comes next, the step.
WORDS = {
    State.REQUESTED: (
        _("%(house)s has your request."),
        _("The house answers by %(answer)s. You pay nothing until then."),
        1,
    ),
    State.HELD: (_("Your bed is held until %(until)s."), _("Pay by then and it is yours."), 2),
    State.APPROVED: (
        _("%(house)s says yes. Your bed is held until %(until)s."),
        _("Pay by then and it is yours."),
        2,
    ),
    State.CONFIRMED: (
        _("It is settled: %(house)s expects you on %(arrive)s."),
        _("There is nothing left to do before you come."),
        3,
    ),
    State.CHECKED_IN: (
        _("You are here. Welcome to %(house)s."),
        _("Ask anybody in the house if you need something."),
        4,
    ),
    State.CHECKED_OUT: (_("You stayed at %(house)s."), _("Thank you for coming."), 4),
    State.NO_SHOW: (
        _("%(house)s did not see you arrive on %(arrive)s."),
        _("If you are on your way, write to the house."),
        0,
    ),
    State.DECLINED: (
        _("%(house)s can't host you this time."),
        _("Look for other dates or another house."),
        0,
    ),
    State.WITHDRAWN: (_("You withdrew this request."), _("Nothing is owed. Ask again any time."), 0),
    State.LAPSED: (
        _("%(house)s did not answer in time."),
        _("Nothing is owed. Ask again, or look at another house."),
        0,
    ),
    State.EXPIRED: (
        _("The hold ran out before it was paid."),
        _("Nothing is owed. If the bed is still free, book it again."),
        0,
    ),
    State.CANCELLED: (
        _("This stay is cancelled."),
        _("What goes back to you stands with the payments below."),
        0,
    ),
}


@dataclass(frozen=True)
class Standing:
    """`step` counts from 1 to 4 along asked, approved, confirmed, stayed.

    0 once it is over without a stay.
    """

    state: State
    sentence: str
    next: str
    step: int

    @property
    def can_pay(self) -> bool:
        """Whether what is owed, if anything is, may be paid."""
        return self.state in TAKES_BEDS

    @property
    def can_withdraw(self) -> bool:
        return self.state in {State.REQUESTED, State.HELD, State.APPROVED}

    @property
    def can_cancel(self) -> bool:
        return self.state == State.CONFIRMED


def standing(booking: Booking, *, now: datetime) -> Standing:
    """Where `booking` stands as of `now`, whether or not a job has run."""
    state = booking.current_state(now)
    words = {
        "house": booking.house.name,
        "until": _moment(booking, booking.hold_until),
        "answer": _moment(booking, booking.answer_by),
        "arrive": date_format(booking.arrive, "D j F"),
    }
    sentence, following, step = WORDS[state]
    return Standing(state=state, sentence=sentence % words, next=following % words, step=step)


def _moment(booking: Booking, moment: datetime | None) -> str:
    """By the clock of the house, whose zone is named: guests ask from anywhere."""
    if moment is None:
        return ""
    return date_format(moment.astimezone(booking.house.zone), "D j F, H:i T")

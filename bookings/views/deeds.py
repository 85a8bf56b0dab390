"""All that a steward can do to a booking."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actions import approve, cancel, decline, give_back, mark_paid, reinstate, second_thought
from bookings.forms.desk import CancelStayForm, DeclineForm, GiveBackForm, MarkPaidForm
from bookings.models import Booking
from bookings.queries.desk import Row
from bookings.queries.policies import Back
from bookings.queries.reasons import shown_percent
from bookings.rules.desk import Verb
from bookings.rules.states import HOLDING
from bookings.views.deed import Deed, Typed, shown
from bookings.views.deeds_here import HERE
from members.models import User


def _to_be_paid(row: Row) -> list[str]:
    if row.owed <= 0:
        return [_("Nothing is due, so the stay is confirmed at once.")]
    words = {
        "guest": row.booking.guest,
        "owed": shown(row, row.owed),
        "hours": row.booking.house.hold_hours,
    }
    return [
        _("%(guest)s gets a mail and has %(hours)s hours to pay %(owed)s. Until then the bed is held.")
        % words
    ]


def _declined(row: Row) -> list[str]:
    return [_("%(guest)s gets a mail with your reason. Nothing is owed.") % {"guest": row.booking.guest}]


def _cancelled(row: Row) -> list[str]:
    told = [_("The bed is free again at once, and %(guest)s gets a mail.") % {"guest": row.booking.guest}]
    if row.balance.kept > 0:
        words = {"paid": shown(row, row.balance.kept)}
        told += [
            _("%(paid)s was paid. You say how much of it goes back; the rest stays with the house.") % words,
            *(_offered(row, back) for back in row.offered),
            _("What was paid by card goes back to the card; what came by hand you give back by hand."),
        ]
    return told


def _offered(row: Row, back: Back) -> str:
    words = {
        "start": date_format(back.start, "D j F"),
        "last": date_format(back.last, "D j F") if back.last else "",
        "percent": shown_percent(back.percent),
        "amount": shown(row, back.amount),
    }
    if back.last:
        told = _("By the policy, cancelled from %(start)s to %(last)s: %(percent)s back, %(amount)s.")
    else:
        told = _("By the policy, cancelled from %(start)s on: %(percent)s back, %(amount)s.")
    return told % words


def _paid(row: Row) -> list[str]:
    told = [_("%(owed)s is owed.") % {"owed": shown(row, row.owed)}]
    if row.state in HOLDING:
        words = {"guest": row.booking.guest}
        told.append(_("Once all of it is paid, the stay is confirmed and %(guest)s gets a mail.") % words)
    return told


def _given_back(row: Row) -> list[str]:
    words = {"credit": shown(row, row.balance.overpaid), "guest": row.booking.guest}
    return [
        _("%(guest)s paid %(credit)s more than is owed.") % words,
        _("What was paid by card goes back to the card; what came by hand you give back by hand."),
    ]


def _reopened(row: Row) -> list[str]:
    return [_("The request waits for an answer again, as if it had come today.")]


def _back(row: Row) -> list[str]:
    return [_("The beds are taken again, if they are still free."), *_to_be_paid_again(row)]


def _to_be_paid_again(row: Row) -> list[str]:
    words = {"guest": row.booking.guest, "hours": row.booking.house.hold_hours}
    return [_("If anything is owed, %(guest)s gets a mail and has %(hours)s hours to pay.") % words]


def _cancel(booking: Booking, typed: Typed, by: User, now: datetime) -> Booking:
    return cancel(booking, refund=typed.get("refund", Decimal(0)), reason=typed["reason"], by=by, now=now)


DEEDS: Final[Mapping[Verb, Deed]] = {
    deed.verb: deed
    for deed in (
        *HERE,
        Deed(
            Verb.APPROVE,
            title=gettext_lazy("Approve the request"),
            button=gettext_lazy("Approve"),
            done=gettext_lazy("Approved. %(guest)s gets a mail."),
            icon="check",
            act=lambda booking, typed, by, now: approve(booking, by=by, now=now),
            happens=_to_be_paid,
            at_once=True,
        ),
        Deed(
            Verb.DECLINE,
            title=gettext_lazy("Decline the request"),
            button=gettext_lazy("Decline"),
            done=gettext_lazy("Declined. %(guest)s gets a mail with your reason."),
            icon="cross",
            act=lambda booking, typed, by, now: decline(booking, reason=typed["reason"], by=by, now=now),
            happens=_declined,
            form=DeclineForm,
        ),
        Deed(
            Verb.MARK_PAID,
            title=gettext_lazy("Mark as paid"),
            button=gettext_lazy("Mark as paid"),
            done=gettext_lazy("The payment is noted."),
            icon="tick-inverse",
            act=lambda booking, typed, by, now: mark_paid(booking, **typed, by=by, now=now),
            happens=_paid,
            form=MarkPaidForm,
            may="money",
        ),
        Deed(
            Verb.GIVE_BACK,
            title=gettext_lazy("Give back what is too much"),
            button=gettext_lazy("Give back"),
            done=gettext_lazy("It goes back to %(guest)s, who gets a mail."),
            icon="undo",
            act=lambda booking, typed, by, now: give_back(booking, **typed, by=by, now=now),
            happens=_given_back,
            form=GiveBackForm,
            may="money",
        ),
        Deed(
            Verb.CANCEL,
            title=gettext_lazy("Cancel the stay"),
            button=gettext_lazy("Cancel the stay"),
            done=gettext_lazy("Cancelled. %(guest)s gets a mail."),
            icon="bin",
            act=_cancel,
            happens=_cancelled,
            form=CancelStayForm,
            is_serious=True,
        ),
        Deed(
            Verb.THINK_AGAIN,
            title=gettext_lazy("Think again"),
            button=gettext_lazy("Think again"),
            done=gettext_lazy("The request waits for an answer again."),
            icon="undo",
            act=lambda booking, typed, by, now: second_thought(booking, by=by, now=now),
            happens=_reopened,
            at_once=True,
            is_undo=True,
        ),
        Deed(
            Verb.MORE_TIME,
            title=gettext_lazy("Give more time to pay"),
            button=gettext_lazy("More time"),
            done=gettext_lazy("The bed is held again."),
            icon="time",
            act=lambda booking, typed, by, now: reinstate(booking, by=by, now=now),
            happens=_back,
            is_undo=True,
        ),
        Deed(
            Verb.BRING_BACK,
            title=gettext_lazy("Bring the stay back"),
            button=gettext_lazy("Bring back"),
            done=gettext_lazy("The stay is back."),
            icon="undo",
            act=lambda booking, typed, by, now: reinstate(booking, by=by, now=now),
            happens=_back,
            is_undo=True,
        ),
    )
}

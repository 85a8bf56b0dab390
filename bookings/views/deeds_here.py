"""The guest comes, goes, or doesn't come."""

from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actions import check_in, check_out, no_show, undo_presence
from bookings.queries.desk import Row
from bookings.queries.reasons import shown_percent
from bookings.rules.desk import Verb
from bookings.rules.states import State
from bookings.views.deed import Deed, shown


def _comes(row: Row) -> list[str]:
    told = [_("%(guest)s is in the house from now on.") % {"guest": row.booking.guest}]
    if row.state == State.NO_SHOW:
        told.append(_("The nights that are left are taken again, if they are still free."))
    return told


def _goes(row: Row) -> list[str]:
    words = {"depart": date_format(row.booking.depart, "D j F")}
    return [_("Nights from today to %(depart)s are free again. What the stay costs does not change.") % words]


def _stays_away(row: Row) -> list[str]:
    told = [_("The first night stays taken, the others are free again.")]
    back = row.no_show_back
    if back.percent:
        words = {"percent": shown_percent(back.percent), "amount": shown(row, back.amount)}
        told.append(_("By the policy of the stay %(percent)s goes back: %(amount)s.") % words)
        told.append(
            _("What was paid by card goes back to the card; what came by hand you give back by hand.")
        )
    else:
        told.append(_("By the policy of the stay nothing goes back."))
    return told


def _as_before(row: Row) -> list[str]:
    if row.state == State.CHECKED_IN:
        return [
            _("%(guest)s has not come yet: the stay waits for them again.") % {"guest": row.booking.guest}
        ]
    again = _("The nights that were freed are taken again, if they are still free.")
    if row.state == State.CHECKED_OUT:
        return [_("%(guest)s is still in the house.") % {"guest": row.booking.guest}, again]
    return [_("%(guest)s is expected again.") % {"guest": row.booking.guest}, again]


HERE: Final = (
    Deed(
        Verb.CHECK_IN,
        title=gettext_lazy("Check in"),
        button=gettext_lazy("Check in"),
        done=gettext_lazy("%(guest)s is here."),
        icon="login",
        act=lambda booking, typed, by, now: check_in(booking, by=by, now=now),
        happens=_comes,
        at_once=True,
    ),
    Deed(
        Verb.CHECK_OUT,
        title=gettext_lazy("Check out"),
        button=gettext_lazy("Check out"),
        done=gettext_lazy("%(guest)s has left."),
        icon="logout",
        act=lambda booking, typed, by, now: check_out(booking, by=by, now=now),
        happens=_goes,
        at_once=True,
    ),
    Deed(
        Verb.NO_SHOW,
        title=gettext_lazy("The guest did not come"),
        button=gettext_lazy("Did not come"),
        done=gettext_lazy("%(guest)s did not come. The other nights are free again."),
        icon="cross",
        act=lambda booking, typed, by, now: no_show(booking, by=by, now=now),
        happens=_stays_away,
        is_serious=True,
    ),
    Deed(
        Verb.UNDO,
        title=gettext_lazy("Take the last step back"),
        button=gettext_lazy("Take back"),
        done=gettext_lazy("Taken back: %(guest)s stands as before."),
        icon="undo",
        act=lambda booking, typed, by, now: undo_presence(booking, by=by, now=now),
        happens=_as_before,
        is_undo=True,
    ),
)

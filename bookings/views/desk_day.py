"""A house's day: who comes, goes and is here, each a tap away from being so."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bookings.queries.board import board
from bookings.rules.clock import today
from bookings.views.desk import card
from bookings.views.desk_chart import typed_day
from locations.access import house_or_404
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@require_GET
def day(request: StewardRequest, house: str) -> HttpResponse:
    """The day `date`, or the house's today.

    Context: `house`, `day`, `today`, `before`, `after`, `board`, and its `lists` of heading, what is said
    where nobody is, and cards.
    """
    found, now = house_or_404(request.user, house, may="bookings"), timezone.now()
    current = today(now, found.zone)
    shown = typed_day(request.GET.get("date", "")) or current
    seen = board(found, shown, now=now)
    parts = [
        (_("Arriving"), _("Nobody arrives."), seen.news.arriving),
        (_("Leaving"), _("Nobody leaves."), seen.news.leaving),
        (_("Here"), _("Nobody else is here."), seen.here),
    ]
    if shown == current:
        parts += [
            (_("Waiting for an answer"), "", seen.news.waiting),
            (_("Approved and not yet paid"), "", seen.news.unpaid),
            (_("Certain, and the rest is due"), "", seen.overdue),
        ]
    context = {
        "house": found,
        "day": shown,
        "today": current,
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "board": seen,
        "lists": [(heading, none, [card(row) for row in rows]) for heading, none, rows in parts],
    }
    title = _("%(house)s on %(day)s") % {"house": found, "day": _named(shown)}
    trail = [(reverse("desk:bookings"), _("Bookings"))]
    return framed(request, "bookings/desk/day.html", context, title=title, icon="date", trail=trail)


def _named(day: date) -> str:
    return date_format(day, "l j F Y")

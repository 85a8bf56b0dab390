"""A house's calendar: rooms and beds against nights, and on a phone one day."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bookings.queries.chart import chart
from bookings.rules.chart import WEEKS, window
from bookings.rules.clock import today
from locations.access import house_or_404
from locations.views.frame import framed
from locations.views.houses import StewardRequest

USUAL = 4
# Beyond these years a date is a slip of the finger, and arithmetic on it fails.
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


@require_GET
def calendar(request: StewardRequest, house: str) -> HttpResponse:
    """`weeks` weeks from the day `from`, this week's Monday unless one is given.

    Context: `house`, `rooms`, `nights`, `months` of `(first night, how many)`, `today`, `start`, `weeks`,
    `choices` of weeks, `earlier`, `later`; `day`, which a phone shows, with `before` and `after`.
    """
    found = house_or_404(request.user, house, may="bookings")
    now = timezone.now()
    day = today(now, found.zone)
    weeks = _weeks(request.GET.get("weeks", ""))
    start = typed_day(request.GET.get("from", "")) or day - timedelta(days=day.weekday())
    nights = window(start, weeks)
    shown = typed_day(request.GET.get("day", "")) or (day if day in nights else start)
    if shown not in nights:
        shown = start
    rooms = chart(found, nights, now=now)
    context = {
        "house": found,
        "rooms": rooms,
        "nights": nights,
        "months": _months(nights),
        "today": day,
        "weeks": weeks,
        "choices": WEEKS,
        "start": start,
        "earlier": start - timedelta(weeks=weeks),
        "later": start + timedelta(weeks=weeks),
        "day": shown,
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
    }
    title = _("Calendar of %(house)s") % {"house": found}
    trail = [(reverse("desk:bookings"), _("Bookings"))]
    return framed(request, "bookings/desk/chart.html", context, title=title, icon="calendar-alt", trail=trail)


def _weeks(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 3 and int(typed) in WEEKS else USUAL


def typed_day(typed: str) -> date | None:
    """A date out of an address; None if it is none, or out of all reason."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _months(nights: list[date]) -> list[tuple[date, int]]:
    """The first night of each month shown, and how many of its nights are."""
    firsts = [night for place, night in enumerate(nights) if place == 0 or night.day == 1]
    return [
        (first, sum((night.year, night.month) == (first.year, first.month) for night in nights))
        for first in firsts
    ]

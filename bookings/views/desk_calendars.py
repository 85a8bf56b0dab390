"""A house's calendars, out and in, and stays sold elsewhere that have no bed here."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from bookings.actions import Refused
from bookings.actions.feeds import end_feed, open_feed
from bookings.actions.outside import ignore, try_again
from bookings.actions.reading import add_calendar, believe_calendar, read_soon, remove_calendar
from bookings.forms.calendars import OutsideCalendarForm
from bookings.models import OutsideCalendar, OutsideStay
from bookings.queries.outside import calendars_of, clash, clashes, standing
from locations.access import house_or_404, houses_for
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest

MOST_CLASHES = 10


@require_http_methods(["GET", "POST"])
def calendars(request: StewardRequest, house: str) -> HttpResponse:
    """All of them, and a form for one more. Context: `house`, `feed`, `rooms`, `clashes`, `more`, `form`."""
    now = timezone.now()
    found = house_or_404(request.user, house, may="capacity")
    form = OutsideCalendarForm(request.POST if request.method == "POST" else None, house=found)
    if request.method == "POST" and form.is_valid():
        try:
            add_calendar(**form.cleaned_data, by=request.user, now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Added. It is read within a minute or two, then every half hour."))
            return redirect(screen(found))
    waiting = list(clashes(houses_for(request.user).filter(pk=found.pk), now=now)[: MOST_CLASHES + 1])
    context = {
        "house": found,
        "feed": found.feeds.filter(room=None, ended_at=None).first(),
        "rooms": calendars_of(found, now=now),
        "clashes": [clash(stay, now=now) for stay in waiting[:MOST_CLASHES]],
        "more": len(waiting) > MOST_CLASHES,
        "form": form,
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    title = _("%(house)s: calendars") % {"house": found}
    trail = [(reverse("houses:list"), _("Houses"))]
    return framed(request, "bookings/desk/calendars.html", context, title=title, icon="calendar", trail=trail)


@require_POST
def share(request: StewardRequest, house: str) -> HttpResponse:
    """Give the calendar of a room, or of the house where none is named, an address."""
    found = house_or_404(request.user, house, may="capacity")
    slug = request.POST.get("room", "")
    room = get_object_or_404(found.rooms, slug=slug) if slug else None
    if not found.feeds.filter(room=room, ended_at=None).exists():
        open_feed(found, room, by=request.user, now=timezone.now())
    messages.success(request, _("Copy the address into the other site's “import calendar”."))
    return redirect(screen(found))


@require_http_methods(["GET", "POST"])
def renew(request: StewardRequest, house: str, feed: int) -> HttpResponse:
    """A new address instead of one that got out, or none, after asking. Context: `feed`, `back`."""
    now = timezone.now()
    found = house_or_404(request.user, house, may="capacity")
    feeds = found.feeds.filter(ended_at=None).select_related("house", "room")
    shared = get_object_or_404(feeds, pk=feed)
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_feed(shared, by=request.user, now=now)
            messages.success(request, _("Nobody can read that calendar any more."))
        else:
            open_feed(found, shared.room, by=request.user, now=now)
            messages.success(request, _("The old address is dead. Copy the new one to where it is needed."))
        return redirect(screen(found))
    return _sub(request, found, "bookings/desk/feed.html", {"feed": shared}, title=_("Another address"))


@require_http_methods(["GET", "POST"])
def remove(request: StewardRequest, house: str, calendar: int) -> HttpResponse:
    """Read a calendar no more, after saying what that frees. Context: `calendar`, `coming`, `back`."""
    now = timezone.now()
    found = house_or_404(request.user, house, may="capacity")
    kept = get_object_or_404(_own(found), pk=calendar)
    if request.method == "POST":
        try:
            remove_calendar(kept, by=request.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Removed. Its nights can be booked here again."))
        return redirect(screen(found))
    rooms = calendars_of(found, now=now)
    coming = next(one.coming for room in rooms for one in room.read if one.calendar.pk == kept.pk)
    context = {"calendar": kept, "coming": coming}
    return _sub(request, found, "bookings/desk/calendar_gone.html", context, title=_("Remove a calendar"))


@require_POST
def again(request: StewardRequest, house: str, calendar: int) -> HttpResponse:
    """Read a calendar at the worker's next turn; `do=believe`: it is right that it is empty."""
    now = timezone.now()
    found = house_or_404(request.user, house, may="capacity")
    kept = get_object_or_404(_own(found), pk=calendar)
    (believe_calendar if request.POST.get("do") == "believe" else read_soon)(kept, by=request.user, now=now)
    messages.success(request, _("It is read within the next minute or two. Load this page again then."))
    return redirect(screen(found))


@require_POST
def answer(request: StewardRequest, house: str, stay: int) -> HttpResponse:
    """Answer a clash: `do=place`, in `room` of this house if named, or `do=ignore`."""
    now = timezone.now()
    found = house_or_404(request.user, house, may="capacity")
    stays = OutsideStay.objects.select_related("calendar__room__house", "room__house")
    waiting = get_object_or_404(stays, room__house=found, calendar__removed_at=None, pk=stay)
    slug = request.POST.get("room", "")
    room = get_object_or_404(found.rooms, slug=slug) if slug else None
    try:
        if request.POST.get("do") == "ignore":
            ignore(waiting, by=request.user, now=now)
            messages.success(request, _("Left out. Its nights can be booked here."))
        else:
            placed = try_again(waiting, room=room, by=request.user, now=now)
            messages.success(request, _("It has its bed in %(room)s.") % {"room": placed.room})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(screen(found))


def screen(house: House) -> str:
    """The address of a house's calendars."""
    return reverse("desk:calendars", args=[house.slug])


def _own(house: House) -> QuerySet[OutsideCalendar]:
    return standing().filter(room__house=house).select_related("room__house")


def _sub(
    request: StewardRequest, house: House, template: str, context: dict[str, object], *, title: str
) -> HttpResponse:
    trail = [(reverse("houses:list"), _("Houses")), (screen(house), _("Calendars"))]
    context["back"] = screen(house)
    return framed(request, template, context, title=title, icon="calendar", trail=trail)

"""The stewards' desk: the list of bookings, and one booking with all that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from bookings.actions import add_note
from bookings.forms.conversation import LetterForm
from bookings.forms.desk import NoteForm
from bookings.models import Booking
from bookings.queries.desk import Row, desk_bookings, found, in_tab, rows, tab_counts
from bookings.queries.dossier import dossier
from bookings.rules.desk import Tab
from bookings.views.deed import Deed
from bookings.views.deeds import DEEDS
from locations.access import house_or_404, houses_for
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from members.models import User

ON_A_PAGE = 25
TABS = {
    Tab.WAITING: gettext_lazy("Waiting for an answer"),
    Tab.UNPAID: gettext_lazy("To be paid"),
    Tab.COMING: gettext_lazy("Coming and here"),
    Tab.OVER: gettext_lazy("Over"),
}


@dataclass(frozen=True)
class Card:
    """A row with what can be done to it; the first deed is the next step."""

    row: Row
    deeds: list[Deed]

    @property
    def steps(self) -> list[Deed]:
        """What leads on; what ends a stay is on its own page only."""
        return [deed for deed in self.deeds if not deed.is_serious]


def cards(bookings: Iterable[Booking], *, now: datetime) -> list[Card]:
    """What the desk lists. Three queries beside that of the bookings."""
    return [card(row) for row in rows(bookings, now=now)]


def card(row: Row) -> Card:
    return Card(row, [DEEDS[verb] for verb in row.verbs])


def booking_or_404(user: User, house: str, number: str, *, may: str = "bookings") -> Booking:
    """A booking of a house in which `user` may do `may`; 404 for every other."""
    own = House.objects.filter(pk=house_or_404(user, house, may=may).pk)
    return get_object_or_404(desk_bookings(own), number=number)


@require_GET
def booking_list(request: StewardRequest) -> HttpResponse:
    """The bookings of the steward's houses in tabs, or those that words find.

    Context: `tabs` of `(tab, label, count)`, `tab`, `words`, `houses` and `house` to narrow, `page` of
    bookings and its `cards`.
    """
    now = timezone.now()
    houses = houses_for(request.user, may="bookings")
    names = list(houses.order_by("name").values_list("slug", "name"))
    house = request.GET.get("house", "").replace("\0", "")
    bookings = desk_bookings(houses.filter(slug=house) if house else houses)
    counts = tab_counts(bookings, now=now)
    words = request.GET.get("q", "").replace("\0", "").strip()
    tab = _tab(request.GET.get("tab", ""), counts)
    listed = found(bookings, words) if words else in_tab(bookings, tab, now=now)
    paginator = WagtailPaginator(listed, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        "tabs": [(one, label, counts[one]) for one, label in TABS.items()],
        "tab": "" if words else tab,
        "words": words,
        "houses": names,
        "house": house,
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "cards": cards(page.object_list, now=now),
    }
    return framed(request, "bookings/desk/list.html", context, title=_("Bookings"), icon="calendar-check")


def _tab(wanted: str, counts: dict[Tab, int]) -> Tab:
    """The tab asked for, else the first that has something in it."""
    if wanted in set(Tab):
        return Tab(wanted)
    return next((tab for tab in Tab if counts[tab]), Tab.WAITING)


@require_GET
def booking_page(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """One booking. Context as of `show_booking`."""
    return show_booking(request, booking_or_404(request.user, house, number))


@require_POST
def note(request: StewardRequest, house: str, number: str) -> HttpResponse:
    """Add a note; without words the page comes back and says so."""
    booking = booking_or_404(request.user, house, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_booking(request, booking, note_form=form)
    add_note(booking, text=form.cleaned_data["text"], by=request.user, now=timezone.now())
    messages.success(request, _("The note is kept."))
    return redirect(page_of(booking))


def page_of(booking: Booking) -> str:
    """The address of a booking on the desk."""
    return reverse("desk:booking", args=[booking.house.slug, booking.number])


def trail_to(booking: Booking) -> list[tuple[str, str]]:
    """The way back from a screen about a booking: to all of them, and to this one."""
    return [
        (reverse("desk:bookings"), _("Bookings")),
        (page_of(booking), f"{booking.guest}, {booking.number}"),
    ]


def show_booking(
    request: StewardRequest,
    booking: Booking,
    *,
    note_form: NoteForm | None = None,
    letter_form: LetterForm | None = None,
) -> HttpResponse:
    """One booking. Context: `dossier`, `card`, `note_form`, `letter_form`, `letters` to begin with."""
    seen = dossier(booking, now=timezone.now())
    context = {
        "dossier": seen,
        "card": card(seen.row),
        "note_form": note_form or NoteForm(),
        "letter_form": letter_form or LetterForm(),
        "letters": list(booking.house.canned.all()),
    }
    return framed(
        request,
        "bookings/desk/booking.html",
        context,
        title=_("%(guest)s, %(number)s") % {"guest": booking.guest, "number": booking.number},
        icon="calendar-check",
        trail=[(reverse("desk:bookings"), _("Bookings"))],
    )

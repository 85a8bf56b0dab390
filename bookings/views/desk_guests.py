"""The guests of a house: who they are there, what the house wrote down, and which of them are one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from bookings.actions import Refused
from bookings.actions.guests import (
    add_house_note,
    change_house_note,
    link_guests,
    remove_house_note,
    unlink_guest,
)
from bookings.forms.guests import HouseNoteForm, LinkForm
from bookings.models import HouseNote
from bookings.queries.desk import rows
from bookings.queries.guests import (
    alike,
    guest_of,
    guests,
    guests_of,
    listed,
    notes_on,
    same_people,
    stays_in,
)
from bookings.rules.clock import today
from locations.access import house_or_404
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from members.models import User

ON_A_PAGE = 25


@require_GET
def guest_list(request: StewardRequest, house: str) -> HttpResponse:
    """Everybody who has asked for a stay there. Context: `house`, `words`, `page` and its `guests`."""
    found = house_or_404(request.user, house, may="bookings")
    words = request.GET.get("q", "").replace("\0", "").strip()
    day = today(timezone.now(), found.zone)
    paginator = WagtailPaginator(guests(found, words=words, today=day), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        "house": found,
        "words": words,
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "guests": listed(found, page.object_list),
    }
    title = _("%(house)s: guests") % {"house": found}
    trail = [(reverse("desk:bookings"), _("Bookings"))]
    return framed(request, "bookings/desk/guests.html", context, title=title, icon="user", trail=trail)


@require_GET
def guest(request: StewardRequest, house: str, guest: int) -> HttpResponse:
    """One guest, as of `_show`."""
    found = house_or_404(request.user, house, may="bookings")
    return _show(request, found, _guest_or_404(found, guest))


@require_POST
def add_note(request: StewardRequest, house: str, guest: int) -> HttpResponse:
    """Write a note down; without words the page comes back and says so."""
    found = house_or_404(request.user, house, may="bookings")
    person = _guest_or_404(found, guest)
    form = HouseNoteForm(request.POST)
    if not form.is_valid():
        return _show(request, found, person, note_form=form)
    add_house_note(found, person, text=form.cleaned_data["text"], by=request.user, now=timezone.now())
    messages.success(request, _("The note is kept."))
    return redirect(_page(found, person))


@require_http_methods(["GET", "POST"])
def change_note(request: StewardRequest, house: str, guest: int, note: int) -> HttpResponse:
    """Other words for a note, or none any more (`do=remove`). Context: `note`, `form`, `back`."""
    now = timezone.now()
    found = house_or_404(request.user, house, may="bookings")
    person = _guest_or_404(found, guest)
    notes = HouseNote.objects.filter(house=found, person__in=same_people(found, person))
    kept = get_object_or_404(notes.select_related("by", "person"), pk=note)
    removes = request.POST.get("do") == "remove"
    form = HouseNoteForm(request.POST if request.method == "POST" else None, initial={"text": kept.text})
    if request.method == "POST" and (removes or form.is_valid()):
        try:
            if removes:
                remove_house_note(kept, by=request.user, now=now)
            else:
                change_house_note(kept, text=form.cleaned_data["text"], by=request.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The note is gone.") if removes else _("The note is kept."))
        return redirect(_page(found, person))
    context = {"note": kept, "form": form, "back": _page(found, person)}
    trail = [*_trail(found), (_page(found, person), str(person))]
    return framed(
        request, "bookings/desk/house_note.html", context, title=_("A note"), icon="comment", trail=trail
    )


@require_POST
def link(request: StewardRequest, house: str, guest: int) -> HttpResponse:
    """Say that another guest of the house, by the address typed or offered, is the same person."""
    found = house_or_404(request.user, house, may="bookings")
    person = _guest_or_404(found, guest)
    form = LinkForm(request.POST)
    if form.is_valid():
        other = guests_of(found).filter(email=form.cleaned_data["email"]).first()
        if other is None:
            # The same words for an address that other houses know and for one that nobody does.
            form.add_error("email", _("Nobody with that address has a booking in this house."))
        else:
            try:
                link_guests(found, person, other, by=request.user, now=timezone.now())
            except Refused as refused:
                form.add_error("email", str(refused))
    if form.errors:
        return _show(request, found, person, link_form=form)
    messages.success(request, _("They are shown as one from now on, in this house."))
    return redirect(_page(found, person))


@require_POST
def unlink(request: StewardRequest, house: str, guest: int) -> HttpResponse:
    """The record stands by itself again."""
    found = house_or_404(request.user, house, may="bookings")
    person = _guest_or_404(found, guest)
    unlink_guest(found, person, by=request.user, now=timezone.now())
    messages.success(request, _("%(person)s stands by themselves again.") % {"person": person})
    return redirect(_page(found, person))


def _show(
    request: StewardRequest,
    house: House,
    person: User,
    *,
    note_form: HouseNoteForm | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    """One guest.

    Context: `house`, `guest`, `people` (all their records), `page` of stays and its `rows`, `notes`, `alike`,
    `note_form`, `link_form`.
    """
    now = timezone.now()
    people = same_people(house, person)
    paginator = WagtailPaginator(stays_in(house, people), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        "house": house,
        "person": person,
        "people": people,
        "guest": guest_of(house, people, today=today(now, house.zone)),
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "rows": rows(page.object_list, now=now),
        "notes": notes_on(house, people),
        "alike": alike(house, people),
        "note_form": note_form or HouseNoteForm(),
        "link_form": link_form or LinkForm(),
    }
    trail = _trail(house)
    return framed(
        request, "bookings/desk/guest_page.html", context, title=str(people[0]), icon="user", trail=trail
    )


def _guest_or_404(house: House, pk: int) -> User:
    return get_object_or_404(guests_of(house), pk=pk)


def _page(house: House, person: User) -> str:
    return reverse("desk:guest", args=[house.slug, person.pk])


def _trail(house: House) -> list[tuple[str, str]]:
    address = reverse("desk:guests", args=[house.slug])
    return [(reverse("desk:bookings"), _("Bookings")), (address, _("Guests"))]

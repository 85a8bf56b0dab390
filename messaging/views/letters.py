"""Letters that a house's stewards keep to send again."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from locations.access import house_or_404
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from messaging.actions import Typed, keep_letter, remove_letter
from messaging.catalogue import letter_mail
from messaging.forms import KeptLetterForm
from messaging.models import Canned


@require_GET
def letter_list(request: StewardRequest, house: str) -> HttpResponse:
    """The letters a house keeps. Context: `house`, `letters`."""
    found = house_or_404(request.user, house, may="bookings")
    context = {"house": found, "letters": list(found.canned.all())}
    title = _("%(house)s: letters") % {"house": found}
    trail = [(reverse("houses:list"), _("Houses"))]
    return framed(request, "messaging/letters/list.html", context, title=title, icon="mail", trail=trail)


@require_http_methods(["GET", "POST"])
def new(request: StewardRequest, house: str) -> HttpResponse:
    """Write a letter to keep. Context: `house`, `form`, `mail`, `letter`."""
    found = house_or_404(request.user, house, may="bookings")
    return _edit(request, found, None, title=_("New letter"))


@require_http_methods(["GET", "POST"])
def letter(request: StewardRequest, house: str, letter: int) -> HttpResponse:
    """Change a letter that is kept. Context as of `new`."""
    found = house_or_404(request.user, house, may="bookings")
    kept = get_object_or_404(found.canned, pk=letter)
    return _edit(request, found, kept, title=kept.name)


@require_http_methods(["GET", "POST"])
def remove(request: StewardRequest, house: str, letter: int) -> HttpResponse:
    """Ask, then throw a letter away. Context: `house`, `letter`."""
    found = house_or_404(request.user, house, may="bookings")
    kept = get_object_or_404(found.canned.select_related("house"), pk=letter)
    if request.method == "POST":
        remove_letter(kept, by=request.user)
        messages.success(request, _("The letter is gone. What was sent of it stays."))
        return redirect("mails:letters", found.slug)
    context = {"house": found, "letter": kept}
    title = _("Remove “%(letter)s”") % {"letter": kept.name}
    return framed(
        request, "messaging/letters/remove.html", context, title=title, icon="bin", trail=_trail(found)
    )


def _edit(request: StewardRequest, house: House, kept: Canned | None, *, title: str) -> HttpResponse:
    mail = letter_mail()
    initial = {"name": kept.name, "subject": kept.subject, "body": kept.body} if kept else None
    form = KeptLetterForm(request.POST if request.method == "POST" else None, mail=mail, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keep_letter(house, mail=mail, typed=Typed(**form.cleaned_data), by=request.user, letter=kept)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The letter is kept."))
            return redirect("mails:letters", house.slug)
    context = {"house": house, "form": form, "mail": mail, "letter": kept}
    return framed(
        request, "messaging/letters/edit.html", context, title=title, icon="mail", trail=_trail(house)
    )


def _trail(house: House) -> list[tuple[str, str]]:
    return [
        (reverse("houses:list"), _("Houses")),
        (reverse("mails:letters", args=[house.slug]), _("%(house)s: letters") % {"house": house}),
    ]

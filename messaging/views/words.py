"""A house's mails in the admin: which it says in its own words, and those words with a real booking."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from locations.access import house_or_404
from locations.catalogue import Mail
from locations.emails import Example
from locations.models import House
from locations.views.frame import framed
from locations.views.houses import StewardRequest
from members.models import User
from messaging.actions import keep_words, reset_words, send_test
from messaging.catalogue import mails
from messaging.emails import OwnWords, Words, network_words, own_words, rendered, told
from messaging.forms import OwnWordsForm
from messaging.models import Override
from messaging.rules.differences import Line, differences
from messaging.rules.placeholders import filled, suggested
from messaging.views.outbox import PREVIEW


@dataclass(frozen=True)
class Place:
    """One mail of one house for who reads one language; `example` is what it is shown with, if anything."""

    house: House
    mail: Mail
    language: str
    example: Example | None

    @property
    def address(self) -> str:
        return reverse("mails:own", args=[self.house.slug, self.mail.key, self.language])

    @property
    def path(self) -> str:
        return self.example.path if self.example else ""

    def seen(self, own: OwnWords | None) -> Words | None:
        """The mail in these words, or in the network's, with the secrets masked."""
        if self.example is None:
            return None
        return rendered(
            self.mail, own=own, context=self.example.context, house=self.house, path=self.path,
            language=self.language, masked=True,
        )  # fmt: skip

    @cached_property
    def network(self) -> OwnWords | None:
        """What the network says in it, about the example."""
        if self.example is None:
            return None
        return network_words(
            self.mail, context=self.example.context, house=self.house, path=self.path, language=self.language
        )

    @cached_property
    def values(self) -> dict[str, str]:
        """What the placeholders stand for in the example; secrets are masked."""
        if self.example is None:
            return {}
        return told(
            self.mail, context=self.example.context, house=self.house, path=self.path, language=self.language
        )

    def to_begin_with(self) -> OwnWords | None:
        """The network's words, with placeholders where the example's own facts stand."""
        network, values = self.network, self.values
        return network and OwnWords(suggested(network.subject, values), suggested(network.text, values))

    def lines(self, own: OwnWords) -> list[Line]:
        """What differs between the network's words and these, about the example."""
        network, values = self.network, self.values
        return differences(network.text, filled(own.text, values)) if network else []


def is_changed_by_houses(mail: Mail) -> bool:
    return not (mail.fixed or mail.by_hand)


@require_GET
def mail_list(request: StewardRequest, house: str) -> HttpResponse:
    """Every mail that the house sends. Context: `house`, `listed` of (mail, languages it says itself)."""
    found = house_or_404(request.user, house, may="settings")
    own: dict[str, list[str]] = {}
    for key, language in found.overrides.values_list("key", "language"):
        own.setdefault(key, []).append(language)
    listed = [(mail, own.get(mail.key, [])) for mail in mails().values() if is_changed_by_houses(mail)]
    context = {"house": found, "listed": listed, "language": found.language}
    title = _("%(house)s: words of mails") % {"house": found}
    return framed(request, "messaging/words/list.html", context, title=title, icon="mail", trail=_trail())


@require_http_methods(["GET", "POST"])
def own(request: StewardRequest, house: str, key: str, language: str) -> HttpResponse:
    """The house's words for one mail: looked at, tried out, kept.

    Context: `place`, `form`, `kept`, `languages`, `seen` (as text, in the words typed), `lines` (what
    differs from the network's).
    """
    now = timezone.now()
    place = _place_or_404(request, house, key, language, now=now)
    kept = Override.objects.filter(house=place.house, key=key, language=language).first()
    form = OwnWordsForm(
        request.POST if request.method == "POST" else None, mail=place.mail, initial=_initial(place, kept)
    )
    if request.method == "POST" and form.is_valid():
        words = OwnWords(**form.cleaned_data)
        if request.POST.get("do") == "keep":
            keep_words(place.house, mail=place.mail, language=language, words=words, by=request.user, now=now)
            messages.success(request, _("Kept. The mail goes out in these words from now on."))
            return redirect(place.address)
        if request.POST.get("do") == "test" and place.example:
            send_test(
                place.house, mail=place.mail, language=language, words=words, example=place.example,
                to=request.user, now=now,
            )  # fmt: skip
            messages.success(request, _("A test is on its way to %(email)s.") % {"email": request.user.email})
    return _show(request, place, form, kept)


@require_http_methods(["GET", "POST"])
def reset(request: StewardRequest, house: str, key: str, language: str) -> HttpResponse:
    """Ask, then go back to the network's words. Context: `place`."""
    place = _place_or_404(request, house, key, language, now=timezone.now())
    if request.method == "POST":
        reset_words(place.house, mail=place.mail, language=language, by=request.user)
        messages.success(request, _("The mail goes out in the network's words again."))
        return redirect(place.address)
    title = _("Back to the network's words")
    trail = [*_trail(place.house), (place.address, str(place.mail.title))]
    return framed(
        request, "messaging/words/reset.html", {"place": place}, title=title, icon="undo", trail=trail
    )


@require_GET
@xframe_options_sameorigin
def html(request: StewardRequest, house: str, key: str, language: str) -> HttpResponse:
    """The mail as most people see it, in the words that are kept, for the frame on its page."""
    place = _place_or_404(request, house, key, language, now=timezone.now())
    seen = place.seen(own_words(place.mail, house=place.house, language=language))
    if seen is None:
        raise Http404
    return HttpResponse(seen.html, headers={"Content-Security-Policy": PREVIEW})


def _show(request: StewardRequest, place: Place, form: OwnWordsForm, kept: Override | None) -> HttpResponse:
    typed = OwnWords(**form.cleaned_data) if form.is_bound and form.is_valid() else None
    now_said = typed or (OwnWords(kept.subject, kept.text) if kept else None)
    context: dict[str, Any] = {
        "place": place,
        "form": form,
        "kept": kept,
        "languages": settings.LANGUAGES,
        "seen": place.seen(now_said),
        "lines": place.lines(now_said) if now_said else [],
    }
    title = str(place.mail.title)
    trail = _trail(place.house)
    return framed(request, "messaging/words/own.html", context, title=title, icon="mail", trail=trail)


def _initial(place: Place, kept: Override | None) -> dict[str, str]:
    """What the form begins with: what is kept, else the network's words."""
    if kept:
        return {"subject": kept.subject, "text": kept.text}
    words = place.to_begin_with()
    return {"subject": words.subject, "text": words.text} if words else {}


def _place_or_404(request: StewardRequest, slug: str, key: str, language: str, *, now: datetime) -> Place:
    house = house_or_404(request.user, slug, may="settings")
    mail = mails().get(key)
    if mail is None or not is_changed_by_houses(mail) or language not in dict(settings.LANGUAGES):
        raise Http404
    about = request.GET.get("about", "").replace("\0", "")
    example = example_of(mail, house=house, about=about, person=request.user, now=now)
    if about and example is None:
        raise Http404
    return Place(house, mail, language, example)


def example_of(mail: Mail, *, house: House, about: str, person: User, now: datetime) -> Example | None:
    """What the app that sends `mail` shows it with, for `house`; None where it has nothing."""
    preview = settings.WIRING["preview"].get(mail.key.partition(".")[0])
    found: Example | None = None
    if preview:
        found = import_string(preview)(mail.key, house=house, about=about, person=person, now=now)
    return found


def _trail(house: House | None = None) -> list[tuple[str, str]]:
    trail = [(reverse("houses:list"), _("Houses"))]
    if house:
        trail.append(
            (reverse("mails:words", args=[house.slug]), _("%(house)s: words of mails") % {"house": house})
        )
    return trail

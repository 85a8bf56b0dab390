"""Asking a house a question before booking."""

import logging
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bookings.actions import Asker, ask_house
from bookings.forms import QuestionForm
from locations.access import seen_house_or_404
from locations.models import House, Room
from locations.queries import house_pages, room_pages, selling_rooms

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, house: str, room: str = "") -> HttpResponse:
    """A form, and after it the page one came from. Context: `house`, `room`, `form`, `back`."""
    place, about = _asked_about(request, house, room)
    back = _page_url(request, place, about)
    form = QuestionForm(request.POST or None, asker=request.user)
    if request.method == "POST" and form.is_valid():
        if _put(request, form, place, about, back):
            messages.success(request, _("Your question is on its way. A mail to your address says so too."))
            return redirect(back)
        form.add_error(None, _("That were many questions in a short time. Wait an hour, then send it again."))
    context: dict[str, Any] = {"house": place, "room": about, "form": form, "back": back}
    status = 400 if form.errors else 200
    return render(request, "bookings/question.html", context, status=status)


def _asked_about(request: HttpRequest, house: str, room: str) -> tuple[House, Room | None]:
    place = seen_house_or_404(request.user, house)
    own = selling_rooms(House.objects.filter(pk=place.pk))
    return place, get_object_or_404(own, slug=room) if room else None


def _page_url(request: HttpRequest, house: House, room: Room | None) -> str:
    page = room_pages([room])[room.pk] if room else house_pages([house])[house.pk]
    return page.get_url(request) or "/"


def _put(request: HttpRequest, form: QuestionForm, house: House, room: Room | None, path: str) -> bool:
    """Send the question on; False where that was done too often from this address or this client."""
    given = form.cleaned_data
    if given["website"]:
        # Whoever fills the trap is told nothing that helps to avoid it.
        logger.info("A question to %s fell into the trap.", house.slug)
        return True
    user = request.user
    email = user.email if user.is_authenticated else given["email"].lower()
    name = given.get("name") or (user.name if user.is_authenticated else "")
    if not ratelimit.consume(request, action="ask_house", key=email):
        return False
    asker = Asker(name=name, email=email, language=get_language() or house.language)
    ask_house(house, room=room, asker=asker, text=given["text"], path=path, now=timezone.now())
    return True

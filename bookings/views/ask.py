"""Asking to stay, or booking at once: dates first, then the house's questions, signing in last."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bookings.actions import Refused, Words, request_stay
from bookings.forms import AskForm, StayForm
from bookings.models import Booking
from bookings.queries.codes import code_at, why_no_code
from bookings.queries.plans import parts_of_quote, plan_in_words
from bookings.queries.policies import planned
from bookings.queries.quotes import fees_of, quote_for, tariff_of, young_age
from bookings.queries.why import problem_for, say
from bookings.rules.clock import today
from bookings.rules.states import State
from bookings.views.pay import to_payment
from locations.access import may_see
from locations.models import DiscountCode, Room
from locations.queries import room_pages, selling_rooms
from members.views import PersonRequest

DRAFT = "draft"
# The room whose draft is shown again with what is to be put right.
MISTAKEN = "mistaken"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, house: str, room: str) -> HttpResponse:
    """One form; what is typed survives mistakes, signing in and the back button.

    Context: `room`, `house`, `page`, `dates` (the valid StayForm), `form`, `quote`, `plan`, `why_not`,
    `refused`, `young_age` (below which a fee is not taken, or None), `asks_code`, `no_code` (why it can't
    be used), `backs`.
    """
    now = timezone.now()
    place = _room_or_404(request, house, room)
    dates = StayForm(request.GET, today=today(now, place.house.zone))
    if not dates.is_valid():
        return redirect(f"{_page_url(request, place)}?{request.GET.urlencode()}")
    form = _form(request, place)
    if request.method == "POST":
        _keep_draft(request, place)
    if request.method == "POST" and form.is_valid():
        if not request.user.is_authenticated:
            return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")
        try:
            return _book(cast(PersonRequest, request), place, dates, form, now)
        except Refused as refused:
            return _page(request, place, dates, form, now, refused=str(refused), status=409)
    if request.method == "POST":
        # Browsers can't go back to the answer to a post, so the form comes again at its own address.
        request.session[MISTAKEN] = str(place.pk)
        return redirect(request.get_full_path())
    return _page(request, place, dates, form, now, status=200)


def _room_or_404(request: HttpRequest, house: str, room: str) -> Room:
    place = get_object_or_404(selling_rooms(), house__slug=house, slug=room)
    if not may_see(request.user, place.house):
        raise Http404
    return place


def _form(request: HttpRequest, room: Room) -> AskForm:
    if request.method == "POST":
        return AskForm(request.POST, house=room.house, guest=request.user)
    draft = dict(request.session.get(DRAFT, {}).get(str(room.pk), {}))
    if draft.pop("asked", None) != request.GET.urlencode():
        # Other nights are another stay, whatever else is said about them.
        draft.pop("key", None)
    if draft and request.session.pop(MISTAKEN, None) == str(room.pk):
        return AskForm(draft, house=room.house, guest=request.user)
    return AskForm(house=room.house, guest=request.user, initial={"key": uuid4(), **draft})


def _keep_draft(request: HttpRequest, room: Room) -> None:
    """What was typed, until it is booked; the price is asked of the server again, never of the draft."""
    typed = {
        name: request.POST[name]
        for name in ("name", "purpose", "arrival_time", "comments", "rules", "key")
        if name in request.POST
    }
    typed["asked"] = request.GET.urlencode()
    request.session[DRAFT] = {**request.session.get(DRAFT, {}), str(room.pk): typed}


def _book(request: PersonRequest, room: Room, dates: StayForm, form: AskForm, now: datetime) -> HttpResponse:
    given = form.cleaned_data
    words = Words(
        purpose=given["purpose"],
        arrival_time=given["arrival_time"],
        comments=given["comments"],
        language=get_language() or "en",
        name=given.get("name", ""),
        young=dates.young_people,
        code=dates.cleaned_data["code"],
    )
    booking = request_stay(
        room,
        guest=request.user,
        arrive=dates.stay.arrive,
        depart=dates.stay.depart,
        people=dates.people,
        words=words,
        by=request.user,
        now=now,
        quoted=given.get("total"),
        key=given.get("key"),
    )
    request.session[DRAFT] = {
        key: draft for key, draft in request.session.get(DRAFT, {}).items() if key != str(room.pk)
    }
    return _onward(request, booking, now)


def _onward(request: PersonRequest, booking: Booking, now: datetime) -> HttpResponse:
    if booking.state != State.HELD:
        return redirect("my_stay", booking.number)
    return to_payment(request, booking, now)


def _page(
    request: HttpRequest,
    room: Room,
    dates: StayForm,
    form: AskForm,
    now: datetime,
    *,
    status: int,
    refused: str = "",
) -> HttpResponse:
    fees, tariff = fees_of([room.house_id])[room.house_id], tariff_of(room)
    code, no_code = _code(request, room, dates, now)
    quote = quote_for(
        room, dates.stay, dates.people, fees=fees, tariff=tariff, young=dates.young_people,
        guest=request.user, code=code,
    )  # fmt: skip
    context: dict[str, Any] = {
        "room": room,
        "house": room.house,
        "page": room_pages([room])[room.pk],
        "page_url": f"{_page_url(request, room)}?{request.GET.urlencode()}",
        "dates": dates,
        "form": form,
        "quote": quote,
        "plan": plan_in_words(
            parts_of_quote(room.house, dates.stay.arrive, total=quote.total, now=now), currency=quote.currency
        ),
        "why_not": say(problem_for(room, dates.stay, dates.people, now=now, tariff=tariff)),
        "refused": refused,
        "young_age": young_age(fees),
        "asks_code": room.house.codes.exists(),
        "no_code": no_code,
        "backs": planned(room.house, arrive=dates.stay.arrive, total=quote.total, now=now),
    }
    # The page says itself why the dates can't be had.
    if refused and refused != context["why_not"]:
        messages.error(request, refused)
    return render(request, "bookings/ask.html", context, status=status)


def _code(
    request: HttpRequest, room: Room, dates: StayForm, now: datetime
) -> tuple[DiscountCode | None, str]:
    """The discount code in the address, if it can be used, or why it can't."""
    typed = dates.cleaned_data["code"]
    if not typed:
        return None, ""
    code = code_at(room.house, typed)
    problem = why_no_code(code, guest=request.user, now=now)
    return (None, problem) if problem else (code, "")


def _page_url(request: HttpRequest, room: Room) -> str:
    return room_pages([room])[room.pk].get_url(request) or "/"

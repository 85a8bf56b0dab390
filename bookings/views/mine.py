"""A guest's own stays."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bookings.actions import Refused, cancel_own, guest_refund, withdraw
from bookings.feeds import stay_calendar
from bookings.forms import CancelForm
from bookings.forms.conversation import WriteForm
from bookings.models import Booking
from bookings.queries import stays_of
from bookings.queries.plans import plan_in_words
from bookings.queries.policies import backs
from bookings.queries.sentences import standing
from bookings.queries.statements import statement
from bookings.queries.welcome import welcome
from bookings.rules.clock import today
from members.views import PersonRequest
from messaging.queries import is_following
from messaging.queries.conversation import conversation
from payments.queries import parts


@never_cache
@require_GET
@login_required
def my_stays(request: PersonRequest) -> HttpResponse:
    """All of them. Context: `coming` and `past`, each a list of (booking, standing)."""
    now = timezone.now()
    listed = [(booking, standing(booking, now=now)) for booking in stays_of(request.user)]
    coming = [
        (booking, stands)
        for booking, stands in listed
        if stands.step and booking.depart >= today(now, booking.house.zone)
    ]
    past = [pair for pair in listed if pair not in coming]
    return render(request, "bookings/my_stays.html", {"coming": coming[::-1], "past": past})


@never_cache
@require_GET
@login_required
def my_stay(request: PersonRequest, number: str) -> HttpResponse:
    """One stay.

    Context: `booking`, `standing`, `statement`, `due` and `plan` (“60.00 USD now, …”), `refund`, `why`,
    `welcome` (how to get in, or None), `follows` (the house's announcements), `conversation`, `form` (to
    write to the house).
    """
    return show(request, own_stay(request, number), WriteForm(), now=timezone.now())


def show(request: PersonRequest, booking: Booking, form: WriteForm, *, now: datetime) -> HttpResponse:
    """The page of a stay, with `form` to write to the house."""
    paid = statement(booking.bill)
    dues = parts(booking.bill, now=now, money=paid.balance)
    context = {
        "booking": booking,
        "standing": standing(booking, now=now),
        "statement": paid,
        "due": dues.now or paid.balance.owed,
        "plan": plan_in_words(dues, currency=paid.currency),
        "refund": guest_refund(booking, now=now),
        "why": booking.moves.latest("at", "pk").why,
        "welcome": welcome(booking, now=now),
        "follows": is_following(booking.guest, booking.house),
        "conversation": conversation(booking.thread, reader=request.user.pk),
        "form": form,
    }
    return render(request, "bookings/my_stay.html", context)


@require_POST
@login_required
def withdraw_stay(request: PersonRequest, number: str) -> HttpResponse:
    """Take back a request or a hold."""
    try:
        withdraw(own_stay(request, number), by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Withdrawn. Nothing is owed."))
    return redirect("my_stay", number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel_stay(request: PersonRequest, number: str) -> HttpResponse:
    """Say what goes back, today and later, then cancel.

    Context: `booking`, `standing`, `refund`, `backs`, `form`.
    """
    now = timezone.now()
    booking = own_stay(request, number)
    offered = backs(booking, now=now)
    refund = offered[0].amount
    form = CancelForm(request.POST or None, initial={"refund": refund})
    if request.method == "POST" and form.is_valid():
        try:
            cancel_own(booking, by=request.user, now=now, expected=form.cleaned_data["refund"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your stay is cancelled."))
        return redirect("my_stay", number)
    context = {
        "booking": booking, "standing": standing(booking, now=now), "refund": refund, "backs": offered,
        "form": form,
    }  # fmt: skip
    return render(request, "bookings/cancel_stay.html", context)


@require_GET
@login_required
def stay_file(request: PersonRequest, number: str) -> HttpResponse:
    """The stay for the guest's own calendar."""
    booking = own_stay(request, number)
    answer = HttpResponse(
        stay_calendar(booking, now=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{booking.number}.ics"'
    return answer


def own_stay(request: PersonRequest, number: str) -> Booking:
    return get_object_or_404(stays_of(request.user), number=number)

"""Changing what a stay costs: each screen says first what the bill would be; another button does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from bookings.actions import (
    Refused,
    add_line,
    amend_stay,
    discount,
    end_discount,
    restore_fee,
    set_rate,
    suppress_fee,
)
from bookings.actions.billing import Difference, difference
from bookings.forms.bill import AmendForm, BillForm, DiscountForm, LineForm, RateForm, ReasonForm
from bookings.models import Booking
from bookings.views.desk import booking_or_404, page_of, trail_to
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@dataclass(frozen=True)
class Change:
    """`act` takes the booking, what is typed, `by` and `now`; and what it is about, if `named`."""

    title: str | Promise
    form: type[BillForm]
    act: Callable[..., object]
    named: str = ""


CHANGES: Final[Mapping[str, Change]] = {
    "line": Change(_("Add a line"), LineForm, add_line),
    "discount": Change(_("Give a discount"), DiscountForm, discount),
    "end-discount": Change(_("Take a discount back"), BillForm, end_discount, named="reduction"),
    "rate": Change(_("Set a rate of its own"), RateForm, set_rate),
    "take-off": Change(_("Take a fee off"), ReasonForm, suppress_fee, named="source"),
    "put-back": Change(_("Take the fee again"), BillForm, restore_fee, named="source"),
    "stay": Change(_("Change dates, room or people"), AmendForm, amend_stay),
}


@require_http_methods(["GET", "POST"])
def change(request: StewardRequest, house: str, number: str, what: str) -> HttpResponse:
    """Context: `change`, `booking`, `form`, `difference` (None before a look), `named`, `back`."""
    if what not in CHANGES:
        raise Http404
    booking = booking_or_404(request.user, house, number, may="money")
    chosen, now = CHANGES[what], timezone.now()
    form = chosen.form(request.POST if request.method == "POST" else None, booking=booking)
    found: Difference | None = None
    if request.method == "POST" and form.is_valid():
        act = _act(request, chosen, form, now)
        try:
            if "sure" in request.POST:
                act(booking)
                messages.success(request, _("Done. The bill says it now."))
                return redirect(page_of(booking))
            found = difference(booking, act)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show(request, chosen, booking, form, found)


def _act(
    request: StewardRequest, chosen: Change, form: BillForm, now: datetime
) -> Callable[[Booking], object]:
    typed: dict[str, Any] = dict(form.cleaned_data)
    if chosen.named == "reduction":
        named = request.POST.get("named", "")
        typed["reduction"] = int(named) if named.isascii() and named.isdecimal() else 0
    elif chosen.named:
        typed[chosen.named] = request.POST.get("named", "")[:40]
    return partial(chosen.act, **typed, by=request.user, now=now)


def _show(
    request: StewardRequest, chosen: Change, booking: Booking, form: BillForm, found: Difference | None
) -> HttpResponse:
    context = {
        "change": chosen,
        "booking": booking,
        "form": form,
        "difference": found,
        "named": request.POST.get("named") or request.GET.get("named", ""),
        "back": page_of(booking),
    }
    title, trail = str(chosen.title), trail_to(booking)
    return framed(request, "bookings/desk/change_bill.html", context, title=title, icon="edit", trail=trail)

"""Stripe as operators see it: the events that came, money set apart, and payouts."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from locations.views.frame import framed
from members.models import User
from payments import queries, webhooks
from payments.actions import Refused, quarantine
from payments.models import EventState, Payout, StripeEvent
from payments.queries.payouts import compared

ON_A_PAGE = 50


def _operator_or_404(request: HttpRequest) -> User:
    """The account at Stripe is the network's, so only operators look at it."""
    if not isinstance(request.user, User) or not request.user.is_superuser:
        raise Http404
    return request.user


@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    """What Stripe told us, newest first. Context: `page`, `state`, `states`, `apart`."""
    _operator_or_404(request)
    state = request.GET.get("state", "")
    events = StripeEvent.objects.defer("payload").select_related("replayed_by")
    if state in EventState.values:
        events = events.filter(state=state)
    paginator = WagtailPaginator(events, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "state": state,
        "states": EventState.choices,
        "apart": list(queries.quarantined()),
    }
    return framed(request, "payments/admin/events.html", context, title=_("Stripe"), icon="history")


@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Work on one event again and say how that went."""
    operator = _operator_or_404(request)
    stored = webhooks.replay(get_object_or_404(StripeEvent, pk=pk), by=operator, now=timezone.now())
    if stored.state == EventState.DONE:
        messages.success(request, _("%(event)s is worked on.") % {"event": stored.event_id})
    else:
        why = stored.error or _("nothing here fits it")
        said = _("%(event)s could not be worked on: %(why)s") % {"event": stored.event_id, "why": why}
        messages.error(request, said)
    return redirect("stripe:events")


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take money set apart as it came."""
    return _deal(request, pk, quarantine.accept, _("Taken as it came: the bill counts it now."))


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Money set apart went back at Stripe."""
    return _deal(request, pk, quarantine.dismiss, _("Noted: it went back to the payer."))


def _deal(request: HttpRequest, pk: int, deed: Callable[..., object], said: str) -> HttpResponse:
    operator = _operator_or_404(request)
    payment = get_object_or_404(queries.quarantined(), pk=pk)
    try:
        deed(payment, by=operator, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("stripe:events")


@require_GET
def payout_list(request: HttpRequest) -> HttpResponse:
    """What went to the bank, newest first. Context: `page`, `rows` of `Compared`."""
    _operator_or_404(request)
    paginator = WagtailPaginator(Payout.objects.all(), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "rows": compared(page.object_list),
    }
    return framed(request, "payments/admin/payouts.html", context, title=_("Payouts"), icon="history")


@require_GET
def payout_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One payout, entry by entry. Context: `row`, `entries`."""
    _operator_or_404(request)
    payout = get_object_or_404(Payout, pk=pk)
    [row] = compared([payout])
    entries = payout.entries.select_related("payment__bill", "refund__bill", "dispute__payment__bill")
    return framed(
        request,
        "payments/admin/payout.html",
        {"row": row, "entries": list(entries)},
        title=payout.payout_id,
        icon="history",
    )

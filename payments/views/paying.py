"""Stripe's door, and the page a guest comes back to; nobody pays here."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from locations.access import houses_for
from members.models import User
from payments import gateway, queries, webhooks
from payments.models import Bill

# For so long the page looks again by itself.
LOOKS_FOR = timedelta(minutes=2)


@csrf_exempt
@require_POST
@never_cache
def webhook(request: HttpRequest) -> HttpResponse:
    signature = request.headers.get("Stripe-Signature", "")
    try:
        webhooks.receive(request.body, signature=signature, now=timezone.now())
    except gateway.BadSignature as error:
        return HttpResponse(error.message, status=400, content_type="text/plain")
    return HttpResponse("stored", content_type="text/plain")


@require_GET
@never_cache
@login_required
def returning(request: HttpRequest, reference: str) -> HttpResponse:
    """Only looks: what came is written down when Stripe tells, whether or not anybody comes back here."""
    bill = _bill_or_404(request, reference)
    came, now = queries.how_it_came(bill), timezone.now()
    since = _since(request, now)
    looks = came == "waiting" and now - since < LOOKS_FOR
    asks_again = bool(request.headers.get("HX-Request"))
    if asks_again and looks:
        # Nothing new: the page stays as it is, and screen readers stay silent.
        return HttpResponse(status=204)
    context = {
        "bill": bill,
        "balance": queries.balance(bill),
        "came": came,
        "looks_since": int(since.timestamp()) if looks else None,
    }
    return render(request, "payments/return_status.html" if asks_again else "payments/return.html", context)


def _since(request: HttpRequest, now: datetime) -> datetime:
    """When the page was first looked at; now, unless the address says a moment not long ago."""
    given = request.GET.get("since", "")
    if not (given.isascii() and given.isdecimal() and len(given) < 12):
        return now
    since = datetime.fromtimestamp(int(given), UTC)
    return since if timedelta(0) <= now - since <= timedelta(days=1) else now


def _bill_or_404(request: HttpRequest, reference: str) -> Bill:
    bill = Bill.objects.filter(reference=reference).select_related("house").first()
    if bill is None or not isinstance(request.user, User):
        raise Http404
    mine = bill.payer_id == request.user.pk
    if not mine and not houses_for(request.user, may="money").filter(pk=bill.house_id).exists():
        raise Http404
    return bill

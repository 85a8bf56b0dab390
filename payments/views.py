"""Stripe's door, and the page a guest comes back to; nobody pays here."""

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

# The page looks again every two seconds, for two minutes.
LOOKS = 60


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
    looked = request.GET.get("looked", "")
    looks = int(looked) + 1 if looked.isascii() and looked.isdecimal() and len(looked) < 4 else 1
    context = {
        "bill": bill,
        "balance": queries.balance(bill),
        "came": queries.how_it_came(bill),
        "looks": looks if looks <= LOOKS else None,
    }
    part = "payments/return_status.html" if request.headers.get("HX-Request") else "payments/return.html"
    return render(request, part, context)


def _bill_or_404(request: HttpRequest, reference: str) -> Bill:
    bill = Bill.objects.filter(reference=reference).select_related("house").first()
    if bill is None or not isinstance(request.user, User):
        raise Http404
    mine = bill.payer_id == request.user.pk
    if not mine and not houses_for(request.user, may="money").filter(pk=bill.house_id).exists():
        raise Http404
    return bill

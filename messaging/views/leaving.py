"""Leaving a kind of mail without signing in: by its link, or by one click of a mail program (RFC 8058)."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from messaging.actions import come_back, leave
from messaging.models import Reason, Scope
from messaging.queries import Leaving, has_left, leaving_of

ONE_CLICK = "One-Click"
SOURCE = "link in a mail"


# Whoever holds the signed link may leave: a mail program sends no cookie to protect, and no token of ours.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """What will stop, and a button. Context: `leaving`, `is_left`, `left_all`."""
    leaving = leaving_of(signed)
    if leaving is None or leaving.scope == Scope.OWN:
        raise Http404
    everything = replace(leaving, scope=Scope.ALL, house=None)
    if request.method == "POST":
        return _post(request, leaving, everything)
    context = {"leaving": leaving, "is_left": has_left(leaving), "left_all": has_left(everything)}
    return render(request, "messaging/unsubscribe.html", context)


def _post(request: HttpRequest, leaving: Leaving, everything: Leaving) -> HttpResponse:
    now = timezone.now()
    what = everything if request.POST.get("what") == "everything" else leaving
    if request.POST.get("back"):
        come_back(what, by=None, now=now)
    else:
        leave(what, reason=Reason.UNSUBSCRIBE, source=SOURCE, by=None, now=now)
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        # A mail program follows no redirect (RFC 8058, 3.1).
        return HttpResponse(_("Done."), content_type="text/plain; charset=utf-8")
    return redirect(request.path)

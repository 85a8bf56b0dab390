"""Addresses that are sent no more, in Wagtail's admin: all for operators, a house's own that fail for it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from locations.views.frame import framed
from members.views import PersonRequest
from messaging.actions import release
from messaging.models import Reason
from messaging.queries import suppressions_for
from messaging.queries.choices import found_suppressions

ON_A_PAGE = 50


@require_GET
def address_list(request: PersonRequest) -> HttpResponse:
    """Suppressed addresses the reader may see, newest first.

    Context: `page`, `words`, `reason`, `reasons`, `may_release`.
    """
    rows = suppressions_for(request.user)
    words, reason = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("reason", "")
    paginator = WagtailPaginator(found_suppressions(rows, words=words, reason=reason), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        "page": page,
        "elided_page_range": list(paginator.get_elided_page_range(page.number)),
        "words": words,
        "reason": reason,
        "reasons": Reason.choices,
        "may_release": request.user.is_superuser,
    }
    title = _("Addresses that are sent no more")
    return framed(request, "messaging/address_list.html", context, title=title, icon="mail", trail=_trail())


@require_http_methods(["GET", "HEAD", "POST"])
def release_address(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask, then send the address mail again; operators only. Context: `row`, `chosen`."""
    if not request.user.is_superuser:
        raise Http404
    row = get_object_or_404(suppressions_for(request.user), pk=pk)
    if request.method == "POST":
        release(row, by=request.user, now=timezone.now())
        messages.success(request, _("%(address)s is sent mail again.") % {"address": row.address})
        return redirect("mails:addresses")
    context = {"row": row, "chosen": row.reason not in {Reason.BOUNCE, Reason.COMPLAINT}}
    trail = [*_trail(), (reverse("mails:addresses"), _("Addresses that are sent no more"))]
    return framed(
        request,
        "messaging/address_release.html",
        context,
        title=_("Send mail to %(address)s again?") % {"address": row.address},
        icon="mail",
        trail=trail,
    )


def _trail() -> list[tuple[str, str]]:
    return [(reverse("mails:list"), _("Mails"))]

"""The operators' page: how each part of the site is, in words, and what to do where one is not well."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.parts import DOWN, FURTHER, PARTS, seen
from locations.views.frame import framed


@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """Context: `parts`, those that are not well first; `wrong`, how many those are."""
    if not request.user.is_superuser:
        raise Http404
    now = timezone.now()
    parts = [part for _key, part in seen(PARTS | FURTHER, now=now)]
    context = {
        "parts": sorted(parts, key=lambda part: (part.is_well, part.state != DOWN)),
        "wrong": sum(not part.is_well for part in parts),
        "now": now,
    }
    return framed(request, "config/desk/watch.html", context, title=_("How the site is"), icon="view")

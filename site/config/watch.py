"""The operators' page: how each part of the site is, in words, and what to do where one is not well."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.parts import DOWN, FURTHER, PARTS, seen


@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """Context: `parts`, those that are not well first; `wrong`, how many those are."""
    if not request.user.is_superuser:
        raise Http404
    now = timezone.now()
    parts = [part for _key, part in seen(PARTS | FURTHER, now=now)]
    title = _("How the site is")
    context = {
        "parts": sorted(parts, key=lambda part: (part.is_well, part.state != DOWN)),
        "wrong": sum(not part.is_well for part in parts),
        "now": now,
        "page_title": title,
        "header_title": title,
        "header_icon": "view",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": None, "label": title},
        ],
    }
    return render(request, "config/desk/watch.html", context)

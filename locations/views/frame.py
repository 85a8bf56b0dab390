"""Our own screens in Wagtail's admin, in its frame."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def framed(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    icon: str,
    trail: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A screen of ours; `trail` of `(address, label)` leads there from the admin's home."""
    crumbs = [(reverse("wagtailadmin_home"), _("Home")), *trail, (None, title)]
    frame = {
        "page_title": title,
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"url": address, "label": label} for address, label in crumbs],
    }
    return render(request, template, {**frame, **context})

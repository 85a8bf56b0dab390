"""Screens of the network's operators: making the sizes of all pictures again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from home.actions.remaking import ask
from home.queries import failed_pictures, latest_by_worker


@require_http_methods(["GET", "POST"])
def remake_pictures(request: HttpRequest) -> HttpResponse:
    """Ask for every picture's sizes again, and see how far the worker is. Context: `run`, `failed`."""
    if not request.user.is_superuser:
        raise Http404
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            messages.error(request, _("Say that you are sure; nothing was begun."))
        else:
            only_missing = request.POST.get("which") == "missing"
            ask(by=request.user, now=timezone.now(), only_missing=only_missing)
            messages.success(request, _("The worker has begun. You may leave this page."))
        return redirect("remake_pictures")
    run = latest_by_worker()
    title = _("Make pictures’ sizes again")
    context = {
        "run": run,
        "failed": failed_pictures(run),
        "page_title": title,
        "header_title": title,
        "header_icon": "image",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": None, "label": title},
        ],
    }
    part = request.headers.get("HX-Request") == "true"
    template = "home/desk/remaking_progress.html" if part else "home/desk/remaking.html"
    answer = render(request, template, context)
    if part and (run is None or run.ended_at):
        # The form comes back.
        answer.headers["HX-Refresh"] = "true"
    return answer

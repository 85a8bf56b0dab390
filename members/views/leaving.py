"""What is kept about oneself, to read and to take along, and the end of it."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from members.actions.leaving import CannotErase, erase, why_not_erase
from members.forms import EraseForm
from members.queries import data_of
from members.rules.records import in_one
from members.views import PersonRequest


@never_cache
@require_GET
@login_required
def data(request: PersonRequest) -> HttpResponse:
    """All of it, to read. Context: `sections`."""
    sections = data_of(request.user, private=False)
    return render(request, "account/data.html", {"sections": sections})


@never_cache
@require_GET
@login_required
def data_file(request: PersonRequest) -> HttpResponse:
    """The same as a file that a program reads."""
    kept = in_one(data_of(request.user, private=False))
    return as_file(kept, name="my-data.json")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase_own(request: PersonRequest) -> HttpResponse:
    """Say what goes and stays, or what has to be settled first; then do it. Context: `reasons`, `form`."""
    now = timezone.now()
    reasons = why_not_erase(request.user, now=now)
    form = EraseForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and not reasons and form.is_valid():
        try:
            erase(request.user, by=request.user, now=now)
        except CannotErase as cannot:
            reasons = cannot.reasons
        else:
            logout(request)
            return render(request, "account/erased.html")
    return render(request, "account/erase.html", {"reasons": reasons, "form": form})


def as_file(kept: dict[str, list[dict[str, object]]], *, name: str) -> HttpResponse:
    """A JSON file to keep."""
    answer = JsonResponse(kept, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

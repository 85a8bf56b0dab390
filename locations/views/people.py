"""The people of a house: who runs it, who lives in it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from locations.access import house_or_404
from locations.actions import (
    add_resident,
    end_residency,
    invite_bookkeeper,
    invite_steward,
    remove_residency,
    take_role,
)
from locations.forms import InviteForm, MovingOutForm, ResidentForm
from locations.models import Duty, House, Residency
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@require_http_methods(["GET", "POST"])
def people(request: StewardRequest, house: str) -> HttpResponse:
    """Stewards and residents, and a form for a new resident.

    Context: `house`, `today`, `roles`, `current` (residencies that are not over), `past`, `form`.
    """
    now = timezone.now()
    found = house_or_404(request.user, house, may="people")
    form = ResidentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_resident(found, **form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            told = _("%(person)s is down as a resident and gets a mail.") % {"person": added.person.email}
            messages.success(request, told)
            return redirect("houses:people", found.slug)
    today = now.astimezone(found.zone).date()
    lived = list(found.residencies.select_related("person").order_by("-start", "-pk"))
    context = {
        "house": found,
        "today": today,
        "roles": found.roles.select_related("user").order_by("user__name", "pk"),
        "current": [one for one in lived if not _is_over(one, today)],
        "past": [one for one in lived if _is_over(one, today)],
        "form": form,
    }
    title = _("%(house)s: people") % {"house": found}
    return framed(request, "locations/desk/people.html", context, title=title, icon="group", trail=_trail())


@require_http_methods(["GET", "POST"])
def invite(request: StewardRequest, house: str) -> HttpResponse:
    """Somebody else who looks after the house. Context: `house`, `form`."""
    found = house_or_404(request.user, house, may="people")
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reads = form.cleaned_data["role"] == Duty.BOOKKEEPER
            invited = invite_bookkeeper if reads else invite_steward
            given = invited(found, email=form.cleaned_data["email"], by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("%(person)s gets a mail that says how to begin.") % {"person": given.user.email}
            )
            return redirect("houses:people", found.slug)
    title = _("Invite somebody")
    trail = [*_trail(), (reverse("houses:people", args=[found.slug]), _("People"))]
    context = {"house": found, "form": form}
    return framed(request, "locations/desk/invite.html", context, title=title, icon="mail", trail=trail)


@require_http_methods(["GET", "POST"])
def moving_out(request: StewardRequest, house: str, residency: int) -> HttpResponse:
    """The day somebody moves out. Context: `house`, `residency`, `form`."""
    found = house_or_404(request.user, house, may="people")
    leaving = _residency_or_404(found, residency)
    form = MovingOutForm(request.POST if request.method == "POST" else None, initial={"end": leaving.end})
    if request.method == "POST" and form.is_valid():
        try:
            end_residency(leaving, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept."))
            return redirect("houses:people", found.slug)
    context = {"house": found, "residency": leaving, "form": form}
    title = _("%(person)s moves out") % {"person": leaving.called}
    trail = [*_trail(), (reverse("houses:people", args=[found.slug]), _("People"))]
    return framed(request, "locations/desk/moving_out.html", context, title=title, icon="user", trail=trail)


@require_POST
def remove(request: StewardRequest, house: str, residency: int) -> HttpResponse:
    """Take back what was written down by mistake."""
    found = house_or_404(request.user, house, may="people")
    mistaken = _residency_or_404(found, residency)
    try:
        remove_residency(mistaken, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The entry of %(person)s is gone.") % {"person": mistaken.called})
    return redirect("houses:people", found.slug)


@require_http_methods(["GET", "POST"])
def remove_role(request: StewardRequest, house: str, role: int) -> HttpResponse:
    """Somebody looks after the house no longer, after saying what that means. Context: `house`, `role`."""
    found = house_or_404(request.user, house, may="people")
    leaving = get_object_or_404(found.roles.select_related("user", "house"), pk=role)
    goes_themselves = leaving.user == request.user
    if request.method == "POST":
        try:
            take_role(found, leaving.user, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            told = _("%(person)s does not look after %(house)s any more.")
            messages.success(request, told % {"person": leaving.called, "house": found})
            if goes_themselves and not request.user.is_superuser:
                return redirect("profile")
        return redirect("houses:people", found.slug)
    title = _("%(person)s stops looking after the house") % {"person": leaving.called}
    trail = [*_trail(), (reverse("houses:people", args=[found.slug]), _("People"))]
    context = {"house": found, "role": leaving, "goes_themselves": goes_themselves}
    return framed(request, "locations/desk/remove_role.html", context, title=title, icon="user", trail=trail)


def _residency_or_404(house: House, pk: int) -> Residency:
    return get_object_or_404(house.residencies.select_related("house", "person"), pk=pk)


def _is_over(residency: Residency, today: date) -> bool:
    return residency.end is not None and residency.end <= today


def _trail() -> list[tuple[str, str]]:
    return [(reverse("houses:list"), _("Houses"))]

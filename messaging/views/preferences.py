"""What a person who is signed in wants to be sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from locations.access import seen_house_at
from members.actions import choose_to_be_named
from members.views import PersonRequest
from messaging.actions import choose, choose_to_follow
from messaging.models import Reason, Scope, Suppression
from messaging.queries import Leaving, choices, has_left, is_following

SOURCE = "preferences"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: PersonRequest) -> HttpResponse:
    """Mail of each house, on or off. Context: `houses` (house and choices), `left_all`, `bounced`."""
    person, now = request.user, timezone.now()
    if request.method == "POST":
        wanted, nothing = set(request.POST.getlist("on")), "nothing" in request.POST
        choose(wanted=wanted, nothing=nothing, source=SOURCE, by=person, now=now)
        choose_to_be_named(person, named="named" in request.POST)
        messages.success(request, _("Saved."))
        return redirect("mail:preferences")
    bounced = Suppression.objects.filter(address=person.email, reason=Reason.BOUNCE).first()
    context = {
        "houses": choices(person, now=now),
        "left_all": has_left(Leaving(person.email, Scope.ALL, None)),
        "bounced": bounced,
    }
    return render(request, "messaging/preferences.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def follow(request: PersonRequest, house: str) -> HttpResponse:
    """Follow a house, or stop. Context: `house`, `follows`. 404 where its pages are not there for them."""
    found = seen_house_at(request.user, house)
    if found is None:
        raise Http404
    if request.method == "POST":
        is_on = request.POST.get("follow") == "1"
        choose_to_follow(found, is_on=is_on, by=request.user, now=timezone.now())
        told = _("You follow %(house)s.") if is_on else _("You do not follow %(house)s any more.")
        messages.success(request, told % {"house": found})
        return redirect("mail:follow", found.slug)
    context = {"house": found, "follows": is_following(request.user, found)}
    return render(request, "messaging/follow.html", context)

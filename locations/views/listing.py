"""Whether a house may show a person: their own word, and the photo of those who agreed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from locations.access import houses_for, may_see
from locations.actions import choose_listing
from locations.models import House
from locations.queries import listed_people, listing_choices, live_houses
from locations.views.houses import StewardRequest


@require_POST
@login_required
def choose(request: StewardRequest, house: str) -> HttpResponse:
    """Agree to be shown on a house's page (`listed=1`), or stop it; 404 for whoever has no part in it."""
    now = timezone.now()
    own = {found.slug: found for found, _shows in listing_choices(request.user, now=now)}
    if house not in own:
        raise Http404
    listed = request.POST.get("listed") == "1"
    choose_listing(own[house], listed=listed, by=request.user, now=now)
    told = _("%(house)s shows you on its page.") if listed else _("%(house)s does not show you any more.")
    messages.success(request, told % {"house": own[house]})
    return redirect("profile")


@require_GET
@cache_control(private=True, max_age=300)
def photo(request: HttpRequest, house: str, person: int) -> FileResponse:
    """The photo of somebody whom the house shows to this visitor; 404 for everybody else's."""
    found = get_object_or_404(House, slug=house)
    reachable = live_houses() | houses_for(request.user)
    if not reachable.filter(pk=found.pk).exists() or not may_see(request.user, found):
        raise Http404
    today = timezone.now().astimezone(found.zone).date()
    shown = get_object_or_404(listed_people(found, today), pk=person)
    if not shown.photo:
        raise Http404
    return FileResponse(shown.photo.open("rb"), content_type="image/jpeg")

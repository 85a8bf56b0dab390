"""How one gets into a house: hidden until a steward asks, and then a form."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from locations.access import house_or_404
from locations.actions import keep_secrets
from locations.forms import SecretsForm
from locations.models import House
from locations.queries import Unreadable, secrets_of
from locations.rules.secrets import Secrets
from locations.views.frame import framed
from locations.views.houses import StewardRequest


@sensitive_variables()
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def secrets(request: StewardRequest, house: str) -> HttpResponse:
    """What is there, masked; a POST with `show` shows it, any other keeps what was typed.

    Context: `house`, `known` (label → whether there is something), `unreadable`, `form` (None while masked).
    """
    found = house_or_404(request.user, house, may="settings")
    if request.method == "POST" and "show" not in request.POST:
        form = SecretsForm(request.POST)
        if form.is_valid():
            keep_secrets(found, Secrets(**form.cleaned_data), by=request.user, now=timezone.now())
            messages.success(request, _("Kept. Guests see it shortly before they come."))
            return redirect("houses:secrets", found.slug)
        return _page(request, found, form)
    return _page(request, found, None)


@sensitive_variables()
def _page(request: StewardRequest, house: House, form: SecretsForm | None) -> HttpResponse:
    try:
        kept, unreadable = secrets_of(house), False
    except Unreadable:
        kept, unreadable = Secrets(), True
    if request.method == "POST" and form is None:
        form = SecretsForm(initial=vars(kept))
    labels = {name: field.label for name, field in SecretsForm.base_fields.items()}
    context = {
        "house": house,
        "known": {label: bool(getattr(kept, name)) for name, label in labels.items()},
        "unreadable": unreadable,
        "form": form,
    }
    trail = [(reverse("houses:list"), _("Houses"))]
    title = _("%(house)s: how to get in") % {"house": house}
    return framed(request, "locations/desk/secrets.html", context, title=title, icon="key", trail=trail)

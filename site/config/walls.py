"""Between a house's stewards and all that Wagtail's admin holds of other houses."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from wagtail.models import Page

from locations.access import may_name, may_pass
from locations.forms import named_in
from locations.rules.doors import Door, door_of
from locations.views.frame import framed

PAGE_FORMS = frozenset(
    f"wagtailadmin_pages:{name}" for name in ("add", "edit", "preview_on_add", "preview_on_edit")
)


class Walls:
    """Wagtail's own 404 below /admin/ for a house's people, unless the address is theirs to open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        match, user = request.resolver_match, request.user
        # Whoever has no business in the admin is sent away by the views themselves.
        if not request.path.startswith("/admin/") or match is None or user.is_superuser:
            return None
        if not user.has_perm("wagtailadmin.access_admin"):
            return None
        door = door_of(match.view_name, model=_model(match))
        if door is None or not may_pass(user, door, _named(request, match, door)):
            shut: HttpResponse = page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
        elif _is_clean(request, match):
            return None
        else:
            shut = _say_what_is_named(request)
        add_never_cache_headers(shut)
        return shut


def _say_what_is_named(request: HttpRequest) -> HttpResponse:
    """Not the form again, which would show what it names; the same for what is another's and what is not."""
    title = _("Nothing was kept")
    said = framed(
        request, "locations/desk/not_named.html", {"back": request.path}, title=title, icon="warning"
    )
    said.status_code = 404
    return said


def _model(match: ResolverMatch) -> str:
    return "{}.{}".format(match.kwargs.get("app_label", ""), match.kwargs.get("model_name", "")).lower()


def _named(request: HttpRequest, match: ResolverMatch, door: Door) -> dict[str, list[str]]:
    """The numbers in each place that the door asks about."""
    named = {place: _given(request, match, place) for place in door}
    return {place: numbers for place, numbers in named.items() if numbers}


def _given(request: HttpRequest, match: ResolverMatch, place: str) -> list[str]:
    if place.startswith("+"):
        return request.POST.getlist(place[1:])
    if not place.startswith("?"):
        return [str(match.kwargs[place])]
    numbers = request.GET.getlist(place[1:])
    if "all" in numbers and match.kwargs.get("model_name") == "page":
        # All of one page's children; without it, of the whole network.
        return request.GET.getlist("childOf") or ["all"]
    # All pictures or files are those of the own collections: there Wagtail asks for each.
    return [number for number in numbers if number != "all"]


def _is_clean(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether what is sent for a page names nothing of another house but what the page had before.

    Wagtail's choosers offer own things only, but its forms take every id, and show what it names.
    """
    if request.method != "POST" or match.view_name not in PAGE_FORMS:
        return True
    page = _page(match)
    form = page.get_edit_handler().get_form_class()
    sent = form(request.POST, request.FILES, instance=page, for_user=request.user)
    added = named_in(sent) - named_in(form(instance=page, for_user=request.user))
    if may_name(request.user, added):
        return True
    # A revision from before an operator took something away again.
    for revision in page.revisions.all() if page.pk else ():
        added -= named_in(form(instance=revision.as_object(), for_user=request.user))
    return may_name(request.user, added)


def _page(match: ResolverMatch) -> Page:
    if "page_id" in match.kwargs:
        return get_object_or_404(Page, pk=match.kwargs["page_id"]).get_latest_revision_as_object()
    names = match.kwargs["content_type_app_name"], match.kwargs["content_type_model_name"]
    try:
        model = apps.get_model(*names)
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, Page):
        raise Http404
    return model()

"""What Wagtail's admin and its page serving ask of houses."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from home.models import SiteDocument
from locations.access import abilities, is_there, may_see, own_collections, pages_in_reach
from locations.models import House, Visibility
from locations.queries import house_of_collection, house_of_page
from locations.reports import HouseHistory
from locations.views import address, houses, opening, people, rooms, secrets
from locations.viewsets import PagesViewSet

Serve = Callable[[Page, HttpRequest, Sequence[Any], Mapping[str, Any]], HttpResponse]
# At the edge; a browser asks each time. What changes has it forgotten sooner (home.actions.purges).
FIVE_MINUTES = "public, max-age=0, s-maxage=300, stale-while-revalidate=600"
FOR_OPERATORS = {"settings", "snippets"}
REPORTS_OF_OURS = {"mails", "house-history", "money", "papers"}


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    actions.register_action("locations.open_house", _("Open house"), _("House opened"))
    actions.register_action("locations.open_room", _("Open room"), _("Room opened"))
    actions.register_action("locations.settings", _("Change settings"), _("Settings changed"))
    actions.register_action("locations.room_settings", _("Change room"), _("Room changed"))
    actions.register_action("locations.keep_price", _("Set price"), _("Price set"))
    actions.register_action("locations.drop_price", _("Take price away"), _("Price taken away"))
    actions.register_action("locations.give_role", _("Give role"), _("Role given"))
    actions.register_action("locations.take_role", _("Take role"), _("Role taken"))
    actions.register_action("locations.change_slug", _("Change address"), _("Address changed"))
    actions.register_action("locations.secrets", _("Change how to get in"), _("How to get in changed"))
    actions.register_action("locations.add_resident", _("Add resident"), _("Resident added"))
    actions.register_action("locations.end_residency", _("End residency"), _("Day of moving out set"))
    actions.register_action("locations.remove_resident", _("Remove resident"), _("Resident removed"))
    actions.register_action("locations.show_person", _("Agree to be shown"), _("Agreed to be shown"))
    actions.register_action("locations.hide_person", _("Stop being shown"), _("Not shown any more"))


@hooks.register("on_serve_page")
def serve_what_may_be_seen(serve: Serve) -> Serve:
    """404 where a house is for its own people or a draft, or a room doesn't sell; unlisted: not indexed."""

    def served(
        page: Page, request: HttpRequest, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse:
        house = house_of_page(page)
        if not is_there(page, house, request.user):
            raise Http404
        response = serve(page, request, args, kwargs)
        if house is not None and house.visibility != Visibility.PUBLIC:
            response["X-Robots-Tag"] = "noindex"
        if may_be_kept(request, house):
            response["Cache-Control"] = FIVE_MINUTES
        return response

    return served


def may_be_kept(request: HttpRequest, house: House | None) -> bool:
    """Whether the page is the same for everybody for some minutes."""
    for_all = house is None or house.visibility != Visibility.MEMBERS
    return for_all and not request.GET and not request.user.is_authenticated


@hooks.register("before_serve_document")
def serve_files_to_who_sees_their_house(document: SiteDocument, request: HttpRequest) -> None:
    house = house_of_collection(document.collection)
    if house is not None and not may_see(request.user, house):
        raise Http404


# After Wagtail's own, whose place it takes.
@hooks.register("register_admin_viewset", order=1)
def explore_without_naming_others() -> PagesViewSet:
    return PagesViewSet()


@hooks.register("construct_explorer_page_queryset")
def explore_own_houses(parent: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages_in_reach(request.user, pages)


@hooks.register("construct_page_chooser_queryset")
def choose_pages_in_reach(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages_in_reach(request.user, pages)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def choose_own_files(files: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    if request.user.is_superuser:
        return files
    return files.filter(collection__in=own_collections(request.user))


class HousesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return "pages" in abilities(request)


class HistoryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return "pages" in abilities(request) and not request.user.is_superuser


@hooks.register("construct_homepage_panels")
def say_what_is_next(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.is_authenticated:
        panels.append(houses.StepsPanel(request.user))


@hooks.register("register_admin_menu_item")
def show_houses() -> MenuItem:
    return HousesMenuItem(_("Houses"), reverse("houses:list"), name="houses", icon_name="home", order=60)


@hooks.register("register_admin_urls")
def add_our_screens() -> list[URLResolver]:
    screens = [
        path("", houses.house_list, name="list"),
        path("open/", opening.house, name="open"),
        path("history/", HouseHistory.as_view(), name="history"),
        path("history/results/", HouseHistory.as_view(results_only=True), name="history_results"),
        path("<slug:house>/rooms/open/", opening.room, name="open_room"),
        path("<slug:house>/rooms/<slug:room>/settings/", rooms.settings, name="room_settings"),
        path("<slug:house>/settings/", houses.settings, name="settings"),
        path("<slug:house>/address/", address.of_house, name="address"),
        path("<slug:house>/rooms/<slug:room>/address/", address.of_room, name="room_address"),
        path("<slug:house>/way-in/", secrets.secrets, name="secrets"),
        path("<slug:house>/people/", people.people, name="people"),
        path("<slug:house>/people/invite/", people.invite, name="invite"),
        path("<slug:house>/people/roles/<int:role>/", people.remove_role, name="remove_role"),
        path("<slug:house>/people/<int:residency>/", people.moving_out, name="moving_out"),
        path("<slug:house>/people/<int:residency>/remove/", people.remove, name="remove_resident"),
    ]
    return [path("houses/", include((screens, "houses")))]


@hooks.register("construct_main_menu")
def leave_the_rest_to_operators(request: HttpRequest, items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in FOR_OPERATORS]


@hooks.register("construct_reports_menu")
def show_reports_of_the_own_house(request: HttpRequest, items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in REPORTS_OF_OURS]


@hooks.register("register_reports_menu_item")
def show_the_history() -> MenuItem:
    return HistoryMenuItem(
        _("House history"), reverse("houses:history"), name="house-history", icon_name="history", order=950
    )

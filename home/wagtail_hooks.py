"""What Wagtail's editor asks of a page before it is published, and the operators' screen for pictures."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from home import views


class Checks(ContentCheckerItem):
    """The editor's checks: headings in order, pictures with words, links that say where they lead."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "link-in-text-block",
        "list",
        "page-has-heading-one",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Picture without words"),
            "help_text": _("Say in one sentence what is to be seen"),
        },
        "link-in-text-block": {
            "error_name": _("Link that can’t be told from the text"),
            "help_text": _("Let the link stand out, or reword it"),
        },
        "list": {
            "error_name": _("Broken list"),
            "help_text": _("Use the list buttons of the editor"),
        },
        "page-has-heading-one": {
            "error_name": _("No heading at the top"),
            "help_text": _("Give the page a title"),
        },
    }
    # File names are no words, whatever the phone called them.
    axe_custom_checks = [
        {
            "id": "check-image-alt-text",
            "options": {"pattern": r"\.(avif|gif|heic|jpe?g|png|svg|webp)$|_|^(IMG|DSC|PXL)[ -]?\d"},
        },
        {"id": "check-empty-meta-description"},
    ]


@hooks.register("construct_wagtail_userbar")
def check_what_everybody_needs(request: HttpRequest, items: list[BaseItem], page: Page) -> None:
    items[:] = [Checks() if isinstance(item, ContentCheckerItem) else item for item in items]


class OperatorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    actions.register_action("home.remake_pictures", _("Make pictures again"), _("Pictures made again"))


@hooks.register("register_admin_urls")
def add_our_screens() -> list[URLPattern]:
    return [path("pictures/", views.remake_pictures, name="remake_pictures")]


@hooks.register("register_settings_menu_item")
def show_pictures() -> MenuItem:
    return OperatorsItem(_("Pictures’ sizes"), reverse("remake_pictures"), icon_name="image", order=900)

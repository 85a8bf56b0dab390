"""Wagtail's admin, seen from a house: which addresses a steward may open, and whose each thing must be.

Wagtail asks for permissions model by model, so an address that is not named here is closed to everybody but
operators: a view that a new version brings stays shut until somebody has looked at it.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final


class Thing(Enum):
    """What a number in an address or a form names."""

    PAGE = auto()
    PAGE_OR_NETWORK = auto()
    IMAGE = auto()
    DOCUMENT = auto()


# Where the number is: the part of the address, "?name" in the query, "+name" in what is posted.
Door = Mapping[str, Thing]

_PAGE: Final[Door] = {"page_id": Thing.PAGE}
_PARENT: Final[Door] = {"parent_page_id": Thing.PAGE}
_MOVED: Final[Door] = {"page_to_move_id": Thing.PAGE}
_IMAGE: Final[Door] = {"image_id": Thing.IMAGE}
_DOCUMENT: Final[Door] = {"document_id": Thing.DOCUMENT}

_ANYBODY: Final = (
    "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_login",
    "wagtailadmin_dismissibles", "wagtailadmin_block_preview", "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    # Lists, which their hooks and policies scope.
    "wagtailadmin_explore_root", "wagtailadmin_pages:search", "wagtailadmin_pages:search_results",
    "wagtailadmin_api:pages:listing", "wagtailadmin_choose_page", "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link",
    "wagtailimages:add", "wagtailimages:add_multiple",
    "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results", "wagtailimages_chooser:create",
    "wagtaildocs:add", "wagtaildocs:add_multiple",
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results", "wagtaildocs_chooser:create",
    "wagtailembeds:chooser", "wagtailembeds:chooser_upload",
    # An upload or an editing session that is nobody's but the one's who asks.
    "wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:delete_upload_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple",
    "wagtailadmin_editing_sessions:release",
)  # fmt: skip

_OWN_PAGE: Final = (
    "usage", "edit", "preview_on_edit", "view_draft", "delete", "unpublish", "convert_alias", "history",
    "history_results", "revisions_index", "revisions_view", "revisions_revert", "revisions_unschedule",
)  # fmt: skip
_OWN_IMAGE: Final = (
    "edit", "delete", "url_generator", "url_generator_output", "preview", "image_usage", "edit_multiple",
    "delete_multiple",
)  # fmt: skip

DOORS: Final[Mapping[str, Door]] = {
    **{name: {} for name in _ANYBODY},
    **{f"wagtailadmin_pages:{name}": _PAGE for name in _OWN_PAGE},
    **{f"wagtailimages:{name}": _IMAGE for name in _OWN_IMAGE},
    "wagtailadmin_explore": {"parent_page_id": Thing.PAGE_OR_NETWORK},
    "wagtailadmin_explore_results": {"parent_page_id": Thing.PAGE_OR_NETWORK},
    "wagtailadmin_choose_page_child": {"parent_page_id": Thing.PAGE_OR_NETWORK},
    "wagtailadmin_choose_page_chosen_multiple": {"?id": Thing.PAGE_OR_NETWORK},
    "wagtailadmin_api:pages:detail": {"pk": Thing.PAGE_OR_NETWORK},
    "wagtailadmin_pages:add": _PARENT,
    "wagtailadmin_pages:preview_on_add": _PARENT,
    "wagtailadmin_pages:add_subpage": _PARENT,
    "wagtailadmin_pages:move": _MOVED,
    "wagtailadmin_pages:move_confirm": {**_MOVED, "destination_id": Thing.PAGE},
    "wagtailadmin_pages:set_page_position": _MOVED,
    "wagtailadmin_pages:copy": {**_PAGE, "+new_parent_page": Thing.PAGE},
    "wagtailadmin_pages:revisions_compare": {"pk": Thing.PAGE},
    "wagtailimages_chooser:chosen": {"pk": Thing.IMAGE},
    "wagtailimages_chooser:chosen_multiple": {"?id": Thing.IMAGE},
    "wagtailimages_chooser:select_format": _IMAGE,
    "wagtaildocs:edit": _DOCUMENT,
    "wagtaildocs:delete": _DOCUMENT,
    "wagtaildocs:document_usage": _DOCUMENT,
    "wagtaildocs:edit_multiple": {"doc_id": Thing.DOCUMENT},
    "wagtaildocs:delete_multiple": {"doc_id": Thing.DOCUMENT},
    "wagtaildocs_chooser:chosen": {"pk": Thing.DOCUMENT},
    "wagtaildocs_chooser:chosen_multiple": {"?id": Thing.DOCUMENT},
}

# By the model in the address, lower case.
BULK: Final[Mapping[str, Door]] = {
    "wagtailcore.page": {"?id": Thing.PAGE, "?childOf": Thing.PAGE, "+chooser": Thing.PAGE},
    "home.siteimage": {"?id": Thing.IMAGE},
    "home.sitedocument": {"?id": Thing.DOCUMENT},
}
EDITED: Final[Mapping[str, Door]] = {
    name: {"object_id": Thing.PAGE}
    for name in ("home.standardpage", "locations.housepage", "locations.roompage", "wagtailcore.page")
}
# Screens of ours: each asks for the house itself.
OURS: Final = frozenset({"desk", "houses", "mails", "money", "own"})


def door_of(name: str, *, model: str = "") -> Door | None:
    """What an address asks of its visitor; None where it is shut.

    `name`: its name with its namespaces. `model`: "app.model", lower case, where the address names one.
    """
    if name.split(":")[0] in OURS:
        return {}
    if name == "wagtail_bulk_action":
        return BULK.get(model)
    if name == "wagtailadmin_editing_sessions:ping":
        return EDITED.get(model)
    return DOORS.get(name)

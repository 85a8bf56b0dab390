"""What Wagtail's admin may not do to people."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import LogActionRegistry

from members.models import User


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    actions.register_action("members.erase", _("Erase account"), _("Account erased"))
    actions.register_action("members.merge", _("Merge accounts"), _("Two accounts made one"))


@hooks.register("before_bulk_action")
def leave_people_alone(
    request: HttpRequest, action_type: str, objects: Sequence[Model], action: BulkAction
) -> None:
    """Nobody is deleted in bulk or put into a group: groups follow the roles of houses."""
    if action.model is User and action_type in {"assign_role", "delete"}:
        raise PermissionDenied

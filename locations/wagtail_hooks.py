"""What Wagtail's admin and its page serving ask of houses."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    actions.register_action("locations.open_house", _("Open house"), _("House opened"))
    actions.register_action("locations.open_room", _("Open room"), _("Room opened"))
    actions.register_action("locations.give_role", _("Give role"), _("Role given"))
    actions.register_action("locations.take_role", _("Take role"), _("Role taken"))

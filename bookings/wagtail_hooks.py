"""What Wagtail's admin shows of bookings."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from bookings.models import StateLabel

ACTIONS = {
    "bookings.capacity": (_("Change capacity"), _("Capacity changed")),
    "bookings.block": (_("Block beds"), _("Beds blocked")),
    "bookings.unblock": (_("Unblock beds"), _("Beds unblocked")),
}


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    for state in StateLabel:
        actions.register_action(f"bookings.{state.value.lower()}", state.label, state.label)
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)

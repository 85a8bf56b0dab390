"""What the log of the admin calls the things done with money."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "payments.bill_written": (_("Write the bill"), _("Bill written")),
    "payments.bill_rewritten": (_("Price again"), _("Bill priced again")),
    "payments.line_added": (_("Add a line"), _("Line added to the bill")),
    "payments.waived": (_("Waive"), _("Bill lowered to what is kept")),
    "payments.restored": (_("Take a waiver back"), _("Waiver taken back")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)

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
    "payments.started": (_("Open a payment page"), _("Payment page opened")),
    "payments.expiry_asked": (_("Close a payment page"), _("Payment page to be closed")),
    "payments.pending": (_("Payment on its way"), _("Payment on its way")),
    "payments.paid": (_("Payment"), _("Payment received")),
    "payments.not_paid": (_("Payment page closed"), _("Payment page closed without payment")),
    "payments.refund_made": (_("Refund"), _("Refund made")),
    "payments.refund_moved": (_("Refund changed"), _("Refund changed")),
    "payments.refund_done": (_("Refund by hand"), _("Refund marked as done")),
    "payments.refund_settled": (_("Refund in another way"), _("Refund settled in another way")),
    "payments.refund_from_outside": (_("Refund at Stripe"), _("Refund made at Stripe")),
    "payments.document": (_("Write a document"), _("Document written")),
    "payments.legal_details": (_("Change legal details"), _("Legal details changed")),
    "payments.disputed": (_("Dispute"), _("Payment disputed")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)

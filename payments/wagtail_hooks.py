"""What Wagtail's admin shows of money, and what its log calls the things done with it."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from home.wagtail_hooks import OperatorsItem
from locations.access import abilities
from payments import reports
from payments.views import desk, inbox

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
    "payments.reversed": (_("Take a payment back"), _("Payment by hand taken back")),
    "payments.link_made": (_("Make a payment link"), _("Payment link made")),
    "payments.link_revoked": (_("Revoke a payment link"), _("Payment link revoked")),
    "payments.refund_made": (_("Refund"), _("Refund made")),
    "payments.refund_moved": (_("Refund changed"), _("Refund changed")),
    "payments.refund_done": (_("Refund by hand"), _("Refund marked as done")),
    "payments.refund_settled": (_("Refund in another way"), _("Refund settled in another way")),
    "payments.refund_from_outside": (_("Refund at Stripe"), _("Refund made at Stripe")),
    "payments.document": (_("Write a document"), _("Document written")),
    "payments.legal_details": (_("Change legal details"), _("Legal details changed")),
    "payments.quarantined": (_("Set a payment apart"), _("Payment is not what was asked for")),
    "payments.quarantine_accepted": (_("Take it as it is"), _("Payment taken as it came")),
    "payments.quarantine_dismissed": (_("It went back"), _("Payment set apart went back")),
    "payments.event_replayed": (_("Work on an event again"), _("Event worked on again")),
    "payments.disputed": (_("Dispute"), _("Payment disputed")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def add_figures_and_papers() -> list[URLResolver]:
    screens = [
        path("payments/", reports.payments_report, name="payments"),
        path("nights/", reports.nights_report, name="nights"),
        path("taxes/", reports.taxes_report, name="taxes"),
        path("payouts/", reports.payouts_report, name="payouts"),
        path("documents/", desk.document_list, name="documents"),
        path("<slug:house>/on-paper/", desk.legal, name="legal"),
        path("<slug:house>/bills/<slug:reference>/invoice/", desk.invoice, name="invoice"),
        path("<slug:house>/documents/<slug:number>/", desk.document_page, name="document"),
        path("<slug:house>/documents/<slug:number>/cancel/", desk.cancel, name="cancel"),
        path("<slug:house>/documents/<slug:number>.pdf", desk.document_file, name="document_file"),
    ]
    return [path("money/", include((screens, "money")))]


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return "reports" in abilities(request)


@hooks.register("register_reports_menu_item")
def show_the_figures() -> MenuItem:
    return FiguresMenuItem(
        _("Figures"), reverse("money:payments"), name="money", icon_name="table", order=800
    )


@hooks.register("register_reports_menu_item")
def show_the_papers() -> MenuItem:
    address = reverse("money:documents")
    return FiguresMenuItem(
        _("Receipts and invoices"), address, name="papers", icon_name="doc-full", order=810
    )


@hooks.register("insert_global_admin_css")
def style_figures_and_papers() -> SafeString:
    files = ((static(f"css/{name}.css"),) for name in ("money", "paper"))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', files)


@hooks.register("register_admin_urls")
def add_the_inbox() -> list[URLResolver]:
    screens = [
        path("events/", inbox.event_list, name="events"),
        path("events/<int:pk>/replay/", inbox.replay, name="replay"),
        path("apart/<int:pk>/accept/", inbox.accept, name="accept"),
        path("apart/<int:pk>/dismiss/", inbox.dismiss, name="dismiss"),
        path("payouts/", inbox.payout_list, name="payouts"),
        path("payouts/<int:pk>/", inbox.payout_page, name="payout"),
    ]
    return [path("stripe/", include((screens, "stripe")))]


@hooks.register("register_reports_menu_item")
def show_the_inbox() -> MenuItem:
    return OperatorsItem(_("Stripe"), reverse("stripe:events"), name="stripe", icon_name="history", order=910)

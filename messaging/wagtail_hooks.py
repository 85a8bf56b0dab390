"""What Wagtail's admin shows of mails."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from locations.access import abilities
from messaging.views import addresses, inbound, letters, outbox, words


@hooks.register("register_admin_urls")
def add_the_outbox() -> list[URLResolver]:
    screens = [
        path("", outbox.message_list, name="list"),
        path("addresses/", addresses.address_list, name="addresses"),
        path("addresses/<int:pk>/release/", addresses.release_address, name="release"),
        path("<int:pk>/", outbox.message_page, name="message"),
        path("<int:pk>/html/", outbox.message_html, name="html"),
        path("in/", inbound.inbound_list, name="inbound_list"),
        path("in/<int:pk>/", inbound.inbound_page, name="inbound"),
        path("in/<int:pk>/files/<int:file>/", inbound.inbound_file, name="inbound_file"),
        path("in/<int:pk>/pass-on/", inbound.pass_on, name="pass_on"),
        path("in/<int:pk>/refuse/", inbound.refuse, name="refuse"),
        path("in/<int:pk>/again/", inbound.again, name="again"),
        path("<slug:house>/words/", words.mail_list, name="words"),
        path("<slug:house>/words/<str:key>/<str:language>/", words.own, name="own"),
        path("<slug:house>/words/<str:key>/<str:language>/reset/", words.reset, name="reset"),
        path("<slug:house>/words/<str:key>/<str:language>/html/", words.html, name="own_html"),
        path("<slug:house>/letters/", letters.letter_list, name="letters"),
        path("<slug:house>/letters/new/", letters.new, name="new_letter"),
        path("<slug:house>/letters/<int:letter>/", letters.letter, name="letter"),
        path("<slug:house>/letters/<int:letter>/remove/", letters.remove, name="remove_letter"),
    ]
    return [path("mails/", include((screens, "mails")))]


@hooks.register("register_log_actions")
def name_our_actions(actions: LogActionRegistry) -> None:
    actions.register_action("messaging.suppress", _("Suppress address"), _("Address sent no more"))
    actions.register_action("messaging.release", _("Release address"), _("Address sent mail again"))
    actions.register_action("messaging.keep_words", _("Change words of a mail"), _("Words of a mail changed"))
    actions.register_action("messaging.reset_words", _("Reset words of a mail"), _("Words of a mail reset"))
    actions.register_action("messaging.keep_letter", _("Keep letter"), _("Letter kept"))
    actions.register_action("messaging.remove_letter", _("Remove letter"), _("Letter removed"))
    actions.register_action("messaging.pass_on", _("Pass on mail"), _("Held mail passed on"))
    actions.register_action("messaging.refuse", _("Refuse mail"), _("Held mail refused"))
    actions.register_action("messaging.change_address", _("Change address"), _("Has another address"))
    actions.register_action("messaging.work_again", _("Work on mail again"), _("Mail worked on again"))


class MailsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return "bookings" in abilities(request)


@hooks.register("register_reports_menu_item")
def show_the_outbox() -> MenuItem:
    return MailsMenuItem(_("Mails"), reverse("mails:list"), name="mails", icon_name="mail", order=900)

"""The words of a list's copy: those of the mail it is a copy of, and why its reader gets it."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from messaging.emails import Words
from messaging.models import Inbound, Message, Scope
from messaging.queries import archive_url, has_more_than_fits, leaving_url
from messaging.rules.addresses import ANNOUNCE, CURRENT, RESIDENTS
from messaging.rules.lists import signed_off


def words_of_copy(message: Message, inbound: Inbound) -> Words:
    """Made when the copy is sent, in its reader's language: ten thousand copies keep one text."""
    person, house = message.recipient, message.house
    language = person.language if person else house.language if house else settings.LANGUAGE_CODE
    with translation.override(language):
        text = signed_off(inbound.text, lines=_footer(message, inbound))
    return Words(subject=message.subject, text=text, html="")


def _footer(message: Message, inbound: Inbound) -> list[str]:
    house = message.house
    if house is None:
        return []
    lines = []
    if has_more_than_fits(message):
        files = f"{archive_url(house, inbound.list_name)}{inbound.pk}/"
        lines.append(_("The files that came with it: %(url)s") % {"url": files})
    lines.append(_why(inbound.list_name) % {"house": house.name})
    lines.append(_("Earlier mails: %(url)s") % {"url": archive_url(house, inbound.list_name)})
    if message.scope in {Scope.LIST, Scope.ANNOUNCE}:
        url = leaving_url(message.to, scope=Scope(message.scope), house=house)
        lines.append(_("Get no more of them: %(url)s") % {"url": url})
    return lines


def _why(list_name: str) -> str:
    if list_name == CURRENT:
        return _("You get this because you live or stay at %(house)s, or run it.")
    if list_name == RESIDENTS:
        return _("You get this because you live at %(house)s.")
    if list_name == ANNOUNCE:
        return _("You get this because you follow %(house)s.")
    return _("You get this because you run %(house)s.")

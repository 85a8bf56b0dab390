"""Every mail that the site sends, by its key: what the apps declare, collected by the settings."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from locations.catalogue import Mail

MAILS = (
    Mail(
        "django",
        title=_("Code to sign in"),
        when=_("when somebody asks for a code"),
        to=_("who asked for it"),
        sealed=True,
        fixed=True,
    ),
    Mail(
        "lists.copy",
        title=_("Copy of a mail to a list"),
        when=_("when somebody writes to one of the house's lists"),
        to=_("who is on the list"),
        fixed=True,
    ),
    Mail(
        "messaging.address_changed",
        title=_("Another address"),
        when=_("when somebody signs in with another address from now on"),
        to=_("the address they had before"),
        fixed=True,
    ),
    Mail(
        "messaging.bounce",
        title=_("A mail came back"),
        when=_("when a mail of the house can't be delivered"),
        to=_("each steward"),
        fixed=True,
    ),
    Mail(
        "messaging.held",
        title=_("A mail waits"),
        when=_("when a mail to one of the house's lists needs a steward's word"),
        to=_("each steward"),
        fixed=True,
    ),
)


class UnknownMail(Exception):
    """A mail is sent that no app has declared in its catalogue."""


def mails() -> Mapping[str, Mail]:
    """Every mail there is, by key, in the order of the catalogues."""
    return _collected(*settings.MAIL_CATALOGUES)


def mail_of(key: str) -> Mail:
    """The mail of that key; UnknownMail if nobody declared it."""
    try:
        return mails()[key]
    except KeyError:
        raise UnknownMail(f"{key} is in no catalogue: add it to MAILS in its app's catalogue.py.") from None


def letter_mail() -> Mail:
    """The mail that stewards write by hand: what letters they keep are sent in."""
    return next(mail for mail in mails().values() if mail.by_hand)


@cache
def _collected(*names: str) -> Mapping[str, Mail]:
    return {mail.key: mail for name in names for mail in import_string(name)}

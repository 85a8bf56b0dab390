"""Renders the words of a mail: the house's own where it has some, else those of site/templates/email/."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from locations.catalogue import Mail
from locations.models import House
from messaging.catalogue import mail_of
from messaging.queries import override_for
from messaging.rules.colours import colours_of
from messaging.rules.placeholders import filled, strangers, used

logger = logging.getLogger(__name__)

OWN = "email/own.txt"
# A frame that adds nothing to a mail's subject and text.
BARE = "email/bare.txt"
TAGS = "{% load i18n mails stays %}"
MASK = "•••"


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class OwnWords:
    """What a house says instead of a mail's own subject and text, with placeholders."""

    subject: str
    text: str


def words(key: str, *, context: Mapping[str, object], house: House | None, path: str, language: str) -> Words:
    """The mail `key` ("bookings.approved": email/bookings/approved.txt and .html) in `language`.

    The text's first line is the subject. Templates get `context` and: house, network, site_url, url (the
    absolute address of `path`), accent, on_accent, wash; the html also subject. UnknownMail if no catalogue
    has the key.
    """
    mail = mail_of(key)
    own = own_words(mail, house=house, language=language)
    return rendered(mail, own=own, context=context, house=house, path=path, language=language)


def own_words(mail: Mail, *, house: House | None, language: str) -> OwnWords | None:
    """What `house` says in `mail` to who reads `language`, if it says anything of its own.

    Words with a placeholder that is there no more are passed over: the network's are whole.
    """
    kept = override_for(house, mail.key, language=language) if house and not mail.fixed else None
    if kept is None:
        return None
    if unknown := strangers(f"{kept.subject} {kept.text}", known=mail.names):
        logger.error("The words of %s have unknown placeholders: %s", kept, ", ".join(unknown))
        return None
    return OwnWords(kept.subject, kept.text)


def rendered(
    mail: Mail,
    *,
    own: OwnWords | None,
    context: Mapping[str, object],
    house: House | None,
    path: str,
    language: str,
    masked: bool = False,
) -> Words:
    """The mail in these words, or in the network's for None; `masked` hides what only its reader may know."""
    name = "email/" + mail.key.replace(".", "/")
    with translation.override(language):
        given = {**_surroundings(house, path), **context}
        if own:
            names = used(f"{own.subject} {own.text}")
            told = _told(mail, given, names=names, masked=masked)
            given |= {"own": OWN, "default": f"{name}.txt"}
            given |= {"own_subject": filled(own.subject, told), "own_text": filled(own.text, told)}
        text_template = OWN if own else f"{name}.txt"
        subject, text = _parted(text_template, given)
        html = _rendered(f"{name}.html", {**given, "subject": subject}, autoescape=True)
    return Words(subject=subject, text=text + "\n", html=html)


def network_words(
    mail: Mail, *, context: Mapping[str, object], house: House, path: str, language: str
) -> OwnWords:
    """What the network says in `mail` in this `context`, without the frame around it."""
    name = "email/" + mail.key.replace(".", "/")
    with translation.override(language):
        given = {**_surroundings(house, path), **context, "frame": BARE}
        return OwnWords(*_parted(f"{name}.txt", given))


def told(
    mail: Mail, *, context: Mapping[str, object], house: House, path: str, language: str
) -> dict[str, str]:
    """What each placeholder of `mail` stands for in this `context`; secrets are masked."""
    with translation.override(language):
        given = {**_surroundings(house, path), **context}
        return _told(mail, given, names=mail.names, masked=True)


def _told(mail: Mail, context: Mapping[str, object], *, names: Iterable[str], masked: bool) -> dict[str, str]:
    wanted = set(names)
    return {
        one.name: MASK if one.is_secret and masked else _said(one.source, context)
        for one in mail.placeholders
        if one.name in wanted
    }


def _said(source: str, context: Mapping[str, object]) -> str:
    template = Engine.get_default().from_string(TAGS + source)
    return template.render(Context(dict(context), autoescape=False)).strip()


def _surroundings(house: House | None, path: str) -> dict[str, object]:
    return {
        "house": house,
        "network": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "url": f"{settings.SITE_URL}{path}" if path else "",
        **colours_of(house.palette if house else None)._asdict(),
    }


def _parted(name: str, context: Mapping[str, object]) -> tuple[str, str]:
    """The subject, on the template's first line, and the text below it."""
    subject, _, text = _rendered(name, context, autoescape=False).lstrip().partition("\n")
    return " ".join(subject.split()), text.strip()


def _rendered(name: str, context: Mapping[str, object], *, autoescape: bool) -> str:
    template = Engine.get_default().get_template(name)
    return template.render(Context(dict(context), autoescape=autoescape))

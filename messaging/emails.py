"""Renders the words of a mail from site/templates/email/."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from locations.models import House
from messaging.catalogue import mail_of
from messaging.rules.colours import colours_of


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


def words(key: str, *, context: Mapping[str, object], house: House | None, path: str, language: str) -> Words:
    """The mail `key` ("bookings.approved": email/bookings/approved.txt and .html) in `language`.

    The text's first line is the subject. Templates get `context` and: house, network, site_url, url (the
    absolute address of `path`), accent, on_accent, wash; the html also subject. UnknownMail if no catalogue
    has the key.
    """
    name = "email/" + mail_of(key).key.replace(".", "/")
    with translation.override(language):
        given = {**_surroundings(house, path), **context}
        subject, _, text = _rendered(f"{name}.txt", given, autoescape=False).lstrip().partition("\n")
        subject = " ".join(subject.split())
        html = _rendered(f"{name}.html", {**given, "subject": subject}, autoescape=True)
    return Words(subject=subject, text=text.strip() + "\n", html=html)


def _surroundings(house: House | None, path: str) -> dict[str, object]:
    return {
        "house": house,
        "network": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "url": f"{settings.SITE_URL}{path}" if path else "",
        **colours_of(house.palette if house else None)._asdict(),
    }


def _rendered(name: str, context: Mapping[str, object], *, autoescape: bool) -> str:
    template = Engine.get_default().get_template(name)
    return template.render(Context(dict(context), autoescape=autoescape))

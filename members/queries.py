"""Reads about people."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import User
from members.rules.records import Section


def data_of(person: User, *, private: bool) -> list[Section]:
    """All that is kept about `person`; with `private`, what houses wrote for their own stewards too."""
    found: list[Section] = []
    for name in settings.WIRING["person_export"]:
        found += import_string(name)(person)
    return [section for section in found if section.rows and (private or not section.is_private)]


def person_export(person: User) -> list[Section]:
    columns = {
        "email": gettext_lazy("E-mail address"),
        "name": gettext_lazy("Name"),
        "phone": gettext_lazy("Phone"),
        "about": gettext_lazy("About you"),
        "language": gettext_lazy("Language"),
        "photo": gettext_lazy("Photo"),
        "named_to_others": gettext_lazy("Named to others in the house"),
        "joined": gettext_lazy("Here since"),
        "last_signed_in": gettext_lazy("Last signed in"),
    }
    row = (
        person.email, person.name, person.phone, person.bio, person.language, person.photo.name,
        person.is_named, person.date_joined, person.last_login,
    )  # fmt: skip
    return [Section("account", gettext_lazy("Account"), columns, [row])]


def why_not_erase(person: User, *, now: datetime) -> list[str]:
    """What has to be settled before an account can be erased, as sentences."""
    if person.is_superuser:
        return [_("This account runs the network. Another operator has to take that from it first.")]
    return []

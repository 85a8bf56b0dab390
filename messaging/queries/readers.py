"""Who reads a list, and who may write to it."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from locations.models import House
from members.models import User
from messaging.rules.addresses import ANNOUNCE, STAY


def readers(house: House, list_name: str, *, now: datetime) -> list[User]:
    """Whom a mail to the list goes to now, each once; who left it is still among them."""
    found: list[User] = import_string(settings.WIRING["audience"])(house, list_name=list_name, now=now)
    return found


def writers(house: House, list_name: str, *, now: datetime) -> set[str]:
    """The addresses, in lower case, that may write to the list: its own and the stewards', of an
    announcement the stewards' alone."""
    people = readers(house, STAY, now=now)
    if list_name not in {STAY, ANNOUNCE}:
        people = people + readers(house, list_name, now=now)
    return {person.email.lower() for person in people}

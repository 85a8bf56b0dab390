"""Somebody asks a house a question before they book."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from bookings import emails
from locations.models import House, Room
from messaging.models import Thread
from messaging.send import thread

LONGEST_LABEL = 180


@dataclass(frozen=True)
class Asker:
    """Who asks, and the language they read; `email` is not known to be theirs."""

    name: str
    email: str
    language: str


@transaction.atomic
def ask_house(
    house: House, *, room: Room | None, asker: Asker, text: str, path: str, now: datetime
) -> Thread:
    """Put a question about the house, or one of its rooms, to its stewards, and say so to the asker.

    Both mails hang on a new thread; `path` leads to the page it was asked on. The stewards' answers go to
    the asker.
    """
    label = Truncator(_("Question from %(name)s") % {"name": asker.name}).chars(LONGEST_LABEL)
    asked = thread(house=house, label=label, path=path)
    emails.question(asked, room=room, name=asker.name, email=asker.email, text=text, now=now)
    emails.question_copy(asked, email=asker.email, language=asker.language, now=now)
    return asked

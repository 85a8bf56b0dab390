"""A house says a mail in its own words, tries them out, and goes back to the network's; letters it keeps."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from locations.catalogue import Mail
from locations.emails import Example
from locations.models import House
from members.models import User
from messaging.emails import OwnWords, rendered
from messaging.models import Canned, Message, Override
from messaging.rules.placeholders import strangers
from messaging.send import queue


@dataclass(frozen=True)
class Typed:
    """A letter to be sent again: the name it is found by, its subject and its words."""

    name: str
    subject: str
    body: str


def refuse_strangers(words: str, *, mail: Mail) -> None:
    """ValidationError where `words` have anything in braces that is no placeholder of `mail`."""
    if found := strangers(words, known=mail.names):
        raise ValidationError(
            _("%(found)s is no placeholder here. There are: %(known)s."),
            params={"found": ", ".join(found), "known": ", ".join(f"{{{name}}}" for name in mail.names)},
        )


@transaction.atomic
def keep_words(
    house: House, *, mail: Mail, language: str, words: OwnWords, by: User, now: datetime
) -> Override:
    """From now on `house` says `mail` in these words to who reads `language`.

    ValidationError names placeholders that the mail does not have.
    """
    if mail.fixed:
        raise ValidationError(_("The words of this mail are the same in every house."))
    refuse_strangers(f"{words.subject} {words.text}", mail=mail)
    said = {"subject": words.subject, "text": words.text, "changed_at": now, "changed_by": by}
    kept, _new = Override.objects.update_or_create(
        house=house, key=mail.key, language=language, defaults=said
    )
    log(house, "messaging.keep_words", user=by, data={"mail": mail.key, "language": language})
    return kept


@transaction.atomic
def reset_words(house: House, *, mail: Mail, language: str, by: User) -> None:
    """Say `mail` in the network's words again; nothing happens where that is so already."""
    if Override.objects.filter(house=house, key=mail.key, language=language).delete()[0]:
        log(house, "messaging.reset_words", user=by, data={"mail": mail.key, "language": language})


def send_test(
    house: House, *, mail: Mail, language: str, words: OwnWords, example: Example, to: User, now: datetime
) -> Message:
    """Send `mail` in these words to `to`, marked as a test and with its secrets masked."""
    refuse_strangers(f"{words.subject} {words.text}", mail=mail)
    said = rendered(
        mail, own=words, context=example.context, house=house, path=example.path, language=language,
        masked=True,
    )  # fmt: skip
    said = replace(said, subject=_("Test: %(subject)s") % {"subject": said.subject})
    fact = f"test-{uuid.uuid4()}"
    return queue(key=mail.key, fact=fact, to=to, house=house, thread=None, context={}, now=now, said=said)


@transaction.atomic
def keep_letter(house: House, *, mail: Mail, typed: Typed, by: User, letter: Canned | None = None) -> Canned:
    """Keep a letter of the house, a new one or in the place of `letter`; `mail` is what it is sent in.

    ValidationError where it has placeholders that `mail` does not have, or a name that another one has.
    """
    refuse_strangers(f"{typed.subject} {typed.body}", mail=mail)
    kept = letter or Canned(house=house)
    kept.name, kept.subject, kept.body = typed.name, typed.subject, typed.body
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        message = _("There is a letter of this name already. Choose another name.")
        raise ValidationError({"name": message}) from error
    log(house, "messaging.keep_letter", user=by, data={"letter": kept.name})
    return kept


@transaction.atomic
def remove_letter(letter: Canned, *, by: User) -> None:
    """Throw a kept letter away; what was sent of it stays."""
    log(letter.house, "messaging.remove_letter", user=by, data={"letter": letter.name})
    letter.delete()

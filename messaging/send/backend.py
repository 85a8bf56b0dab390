"""Django's own mail (sign-in codes) and the letters of the apps below go through the one outbox."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from locations.emails import Letter
from messaging.emails import Words
from messaging.models import Message
from messaging.send.outbox import CODES, body, queue


class OutboxBackend(BaseEmailBackend):
    """Writes each mail as sealed rows, one for each recipient, each its own fact; a letter as what it is.

    What Django sends here is codes, so it is of no use longer than a code is.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            if isinstance(mail, Letter):
                _queue_letter(mail)
            else:
                _queue(mail)
        return len(email_messages)


def _queue_letter(letter: Letter) -> None:
    queue(
        key=letter.key,
        fact=letter.fact,
        to=letter.person,
        house=letter.house,
        thread=None,
        context=letter.context,
        now=letter.now,
        useful_until=letter.useful_until,
    )


def _queue(mail: EmailMessage) -> None:
    now = timezone.now()
    said = body(_words(mail), sealed=True)
    for address in mail.recipients():
        Message.objects.create(
            key=CODES,
            dedupe_key=f"{CODES}:{uuid.uuid4()}",
            to=address.strip().lower(),
            from_email=mail.from_email,
            reply_to=", ".join(mail.reply_to),
            created_at=now,
            next_at=now,
            useful_until=now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
            **said,
        )


def _words(mail: EmailMessage) -> Words:
    alternatives = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
    html = next((str(content) for content, kind in alternatives if kind == "text/html"), "")
    return Words(subject=str(mail.subject), text=str(mail.body), html=html)

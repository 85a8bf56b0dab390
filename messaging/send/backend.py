"""Django's own mail (sign-in codes) goes through the same outbox as every other."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from messaging.emails import Words
from messaging.models import Message
from messaging.send.outbox import body


class OutboxBackend(BaseEmailBackend):
    """Writes each mail as sealed rows, one for each recipient, each a fact of its own.

    What Django sends here is codes, so it is of no use longer than a code is.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            _queue(mail)
        return len(email_messages)


def _queue(mail: EmailMessage) -> None:
    now = timezone.now()
    said = body(_words(mail), sealed=True)
    for address in mail.recipients():
        Message.objects.create(
            key="django",
            dedupe_key=f"django:{uuid.uuid4()}",
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

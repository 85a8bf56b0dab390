"""Hands one mail to whoever delivers it: Mailgun with a key, readable files without one."""

import re
from collections.abc import Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import requests
from anymail.exceptions import AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused
from anymail.message import AnymailMessage
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from urllib3.exceptions import NewConnectionError

from messaging.emails import Words
from messaging.gateway import mailgun
from messaging.models import Message, Scope
from messaging.queries import archive_url, attached, leaving_url, list_of
from messaging.rules.lists import answers, leave_headers, list_headers

BAD_REQUEST = 400
MAILGUN: Final = "anymail.backends.mailgun.EmailBackend"
FILES: Final = "messaging.gateway.Files"
_KIND = re.compile(r"(?!message/|multipart/)[\w.+-]+/[\w.+-]+")


class Refused(Exception):
    """The mail can't be delivered as it is; trying again would not help."""


class Unclear(Exception):
    """The connection broke while the mail was being handed over: it may have been taken, or not."""


def hand_over(message: Message, words: Words) -> str:
    """Deliver `words` as `message` and return the provider's id for it, if it has one.

    Raises Refused where no second try can help, and Unclear where one needs `taken` first; any other error
    is worth one.
    """
    mail = _mail(message, words)
    mail.connection = get_connection(settings.DELIVERY_BACKEND)
    try:
        mail.send()
    except (AnymailInvalidAddress, AnymailRecipientsRefused) as error:
        raise Refused(str(error)) from error
    except AnymailError as error:
        if error.status_code == BAD_REQUEST:
            raise Refused(str(error)) from error
        if _may_have_arrived(error):
            raise Unclear(str(error)) from error
        raise
    return mail.anymail_status.message_id or ""


def taken(message: Message) -> str:
    """The provider's id for a mail that it took already, empty if it has none of it.

    mailgun.MailgunError if it can't be asked.
    """
    if settings.DELIVERY_BACKEND == FILES:
        written = Path(settings.EMAIL_FILE_PATH).glob(f"*-{str(message.uid)[:8]}.txt")
        return _message_id(message) if any(written) else ""
    if settings.DELIVERY_BACKEND == MAILGUN:
        return _message_id(message) if mailgun.events_of(_message_id(message).strip("<>")) else ""
    return ""


def _may_have_arrived(error: AnymailError) -> bool:
    """Whether the connection broke after it stood: nobody knows what the other side got of it."""
    if error.status_code is not None or not isinstance(error, requests.RequestException):
        return False
    if isinstance(error, requests.ConnectTimeout):
        return False
    cause = error.__cause__.args[0] if error.__cause__ and error.__cause__.args else None
    return not isinstance(getattr(cause, "reason", None), NewConnectionError)


def _mail(message: Message, words: Words) -> AnymailMessage:
    mail = AnymailMessage(
        subject=message.subject,
        body=words.text,
        from_email=message.from_email,
        to=[message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=_headers(message),
        metadata={"message": str(message.uid)},
    )
    if words.html:
        mail.attach_alternative(words.html, "text/html")
    for file in attached(message):
        kind = file.content_type if _KIND.fullmatch(file.content_type) else "application/octet-stream"
        with file.file.open("rb") as opened:
            mail.attach(file.name, opened.read(), kind)
    return mail


def _message_id(message: Message) -> str:
    return f"<{message.uid}@{settings.LIST_DOMAIN}>"


def _headers(message: Message) -> dict[str, str]:
    scope = Scope(message.scope)
    url = "" if scope == Scope.OWN else leaving_url(message.to, scope=scope, house=message.house)
    if (of := list_of(message)) and message.inbound and message.house:
        return {
            "Message-ID": _message_id(message),
            **list_headers(of, unsubscribe_url=url, archive_url=archive_url(message.house, of.name)),
            **answers(message.inbound.headers, message_id=message.inbound.message_id),
        }
    headers = {
        "Message-ID": _message_id(message),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if message.thread:
        # Mail programs show together what refers to the same thing.
        headers["References"] = f"<{message.thread.token}@{settings.LIST_DOMAIN}>"
    if message.house:
        headers["List-Id"] = f"<{message.house.slug}.{settings.LIST_DOMAIN}>"
    if url:
        headers |= leave_headers(url)
    return headers


class Files(BaseEmailBackend):
    """Writes each mail where a person can read it: "time recipient subject id.txt", and .html beside it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            _write(mail, folder)
        return len(email_messages)


def _write(mail: EmailMessage, folder: Path) -> None:
    name = _file_name(mail)
    fields = {
        "From": mail.from_email,
        "To": ", ".join(mail.to),
        "Reply-To": ", ".join(mail.reply_to),
        "Subject": mail.subject,
        **mail.extra_headers,
    }
    head = [f"{field}: {value}" for field, value in fields.items() if value]
    (folder / f"{name}.txt").write_text("\n".join([*head, "", str(mail.body)]))
    for content, kind in mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []:
        if kind == "text/html":
            (folder / f"{name}.html").write_text(str(content))


def _file_name(mail: EmailMessage) -> str:
    headers = mail.message()
    at = parsedate_to_datetime(headers["Date"]).astimezone(UTC)
    words = re.sub(r"[^\w@.+]+", "-", f"{mail.to[0]} {mail.subject}").strip("-")[:100]
    # The end of the Message-ID's first part tells apart what was written in the same second.
    return f"{at:%Y-%m-%d-%H%M%S}-{words}-{headers['Message-ID'][1:9]}"

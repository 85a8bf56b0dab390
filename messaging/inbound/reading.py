"""What a posted mail says, in the fields of an Inbound, and its files."""

import json
from typing import Any

from messaging.rules.headers import clean, decoded, first, ids, people
from messaging.rules.mime import Mail, mail, without_markup
from messaging.rules.origin import is_aligned
from messaging.rules.posted import File, Form

# The rest of a longer one is in nobody's interest.
LONGEST_TEXT = 1_000_000
# Mailgun posts each header as a field too; these tell of loops and threads even where the list is missing.
WATCHED = (
    "From", "Message-Id", "In-Reply-To", "References", "Subject", "Auto-Submitted", "List-Id", "Precedence",
    "X-Loop", "Return-Path", "Content-Type",
)  # fmt: skip


def read(posted: Form) -> tuple[dict[str, Any], tuple[File, ...]]:
    """Everything of an Inbound that the mail itself says, empty where it is missing; and the mail's files.

    It takes a raw mail apart, which may be large: once is enough, whoever the mail is to.
    """
    raw = mail(posted.raw("body-mime")) if "body-mime" in posted else None
    return _fields(posted, raw), raw.files if raw else posted.files


def named(file: File, number: int) -> str:
    """The last part of what the file is called, or a name where it has none."""
    name = decoded(file.name.replace("\\", "/").rpartition("/")[2])
    return (name.strip(". ") and name)[:200] or f"attachment-{number}"


def _fields(posted: Form, raw: Mail | None) -> dict[str, Any]:
    headers = _headers(posted, raw)
    text = posted.text("body-plain") or (raw.text if raw else "") or without_markup(posted.text("body-html"))
    name, sender = _author(posted, headers)
    envelope = posted.text("sender").strip(" <>").lower() if "sender" in posted else sender
    return {
        "envelope_sender": envelope[:320],
        "sender": sender[:320],
        "sender_name": name[:200],
        "aligned": is_aligned(headers, envelope_sender=envelope),
        "subject": decoded(first(headers, "Subject") or posted.text("subject"))[:300],
        "text": text[:LONGEST_TEXT],
        "stripped": (posted.text("stripped-text") or text)[:LONGEST_TEXT],
        "headers": headers,
        "message_id": "".join(ids(first(headers, "Message-Id"))[:1]),
        "in_reply_to": "".join(ids(first(headers, "In-Reply-To"))[:1]),
    }


def _headers(posted: Form, raw: Mail | None) -> list[list[str]]:
    headers = _listed(posted.text("message-headers")) or [list(pair) for pair in (raw.headers if raw else ())]
    there = {name.lower() for name, _value in headers}
    fields = {name.lower(): name for name in posted.fields if name[:1].isupper()}
    watched = [name for name in WATCHED if name.lower() not in there and name.lower() in fields]
    return headers + [[name, " ".join(posted.text(fields[name.lower()]).split())] for name in watched]


def _listed(said: str) -> list[list[str]]:
    """Mailgun's list of headers; empty where it is none."""
    try:
        listed = json.loads(said)
    except (ValueError, RecursionError):
        return []
    pairs = listed if isinstance(listed, list) else []
    pairs = [pair for pair in pairs if isinstance(pair, list) and len(pair) == 2]
    return [[clean(str(name)), clean(str(value))] for name, value in pairs]


def _author(posted: Form, headers: list[list[str]]) -> tuple[str, str]:
    named = people(first(headers, "From")) or people(posted.text("from")) or people(posted.text("sender"))
    return named[0] if named else ("", "")

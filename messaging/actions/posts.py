"""Somebody writes in a thread."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.text import Truncator

from members.models import User
from messaging.models import Inbound, Post, Thread

LONGEST_SUBJECT = 300


@dataclass(frozen=True)
class Said:
    """What was written: `quoted` is what a mail program repeated below it."""

    text: str
    subject: str = ""
    quoted: str = ""


def write(
    thread: Thread,
    *,
    said: Said,
    by: User | None,
    is_ours: bool,
    now: datetime,
    is_private: bool = False,
    inbound: Inbound | None = None,
    key: UUID | None = None,
) -> tuple[Post, bool]:
    """Put what was said on `thread`, once for each mail and for each form (`key`); and whether it is new."""
    fields = {
        "at": now,
        "by": by,
        "name": inbound.sender_name or inbound.sender if inbound else "",
        "is_ours": is_ours,
        "is_private": is_private,
        "subject": Truncator(" ".join(said.subject.split())).chars(LONGEST_SUBJECT),
        "text": said.text,
        "quoted": said.quoted,
    }
    if inbound:
        return Post.objects.get_or_create(inbound=inbound, defaults={**fields, "thread": thread})
    if key:
        return Post.objects.get_or_create(key=key, thread=thread, defaults=fields)
    return Post.objects.create(thread=thread, **fields), True

"""All that was written about one thing, in the order it was written: by people, and by the site."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from messaging.models import Attachment, Message, Post, Thread
from messaging.rules.attachments import is_kept


@dataclass(frozen=True)
class File:
    """A file that came with a mail; without an address where its kind or size is not kept."""

    attachment: Attachment
    kept: bool


@dataclass
class Entry:
    """A `post` with the `mails` that carried it to its readers, or `mails` of one kind and one fact."""

    at: datetime
    post: Post | None = None
    mails: list[Message] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


def conversation(thread: Thread, *, reader: int | None = None) -> list[Entry]:
    """Everything on `thread`, the oldest first. Three queries.

    For a `reader` (the id of the guest): what is not private, and of mails those to them.
    """
    posts = thread.posts.select_related("by", "inbound").prefetch_related("inbound__attachments")
    mails = Message.objects.filter(thread=thread).defer("text", "html").order_by("created_at", "pk")
    if reader is not None:
        posts, mails = posts.filter(is_private=False), mails.filter(recipient=reader)
    entries = {post.fact: Entry(post.at, post, files=files_of(post)) for post in posts}
    for mail in mails:
        entry = entries.setdefault(_fact(mail, entries), Entry(mail.created_at))
        entry.mails.append(mail)
    return sorted(entries.values(), key=lambda entry: entry.at)


def files_of(post: Post) -> list[File]:
    """The files of a post that came by mail, in their order."""
    attached: Iterable[Attachment] = post.inbound.attachments.all() if post.inbound else ()
    return [File(one, is_kept(one.name, size=one.size, place=place)) for place, one in enumerate(attached)]


def file_at(thread: Thread, pk: int, *, reader: int | None = None) -> Attachment | None:
    """The kept file of that id on `thread`, if it is there for `reader` (as in `conversation`)."""
    posts = thread.posts.filter(inbound__attachments=pk).select_related("inbound")
    if reader is not None:
        posts = posts.filter(is_private=False)
    files = [file for post in posts for file in files_of(post)]
    return next((file.attachment for file in files if file.kept and file.attachment.pk == pk), None)


def _fact(mail: Message, known: Iterable[str]) -> str:
    """The post that `mail` carries, or its own kind and fact: mails of one fact to several stand together."""
    _key, _colon, rest = mail.dedupe_key.partition(":")
    fact = rest.partition(":")[0]
    return fact if fact in known else f"{mail.key}:{fact}"

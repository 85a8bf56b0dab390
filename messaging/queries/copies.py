"""Mails to lists: which list a copy is of, what it carries, and where all of them stand."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from locations.models import House
from messaging.models import Attachment, Inbound, InboundState, Message, MessageState, Priority
from messaging.rules.addresses import LISTS
from messaging.rules.lists import MailingList

# With more than this in all, a copy says where its files are instead of carrying them.
ATTACHED_AT_MOST = 5 * 1024 * 1024


def list_of(message: Message) -> MailingList | None:
    """The list that `message` is a copy of a mail to; None for any other mail."""
    inbound = message.inbound
    if inbound is None or inbound.house is None or inbound.list_name not in LISTS:
        return None
    return list_at(inbound.house, inbound.list_name)


def list_at(house: House, name: str) -> MailingList:
    return MailingList(name=name, slug=house.slug, domain=settings.LIST_DOMAIN)


def archive_url(house: House, name: str) -> str:
    """Where the members of a list read what was sent to it."""
    return f"{settings.SITE_URL}/mail/lists/{house.slug}/{name}/"


def attached(message: Message) -> list[Attachment]:
    """The files that go with `message`: those of the mail it is a copy of, unless they are too large."""
    if message.inbound is None:
        return []
    files = list(message.inbound.attachments.all())
    return files if sum(file.size for file in files) <= ATTACHED_AT_MOST else []


def has_more_than_fits(message: Message) -> bool:
    """Whether `message` goes without the files of the mail it is a copy of."""
    if message.inbound is None:
        return False
    size = message.inbound.attachments.aggregate(size=Sum("size"))["size"] or 0
    return size > ATTACHED_AT_MOST


def last_copy_due(now: datetime) -> datetime:
    """When the last of the copies that wait is due, or `now`: the next ones stand in line after it."""
    waiting = Message.objects.filter(state=MessageState.WAITING, priority=Priority.COPY)
    return max(now, waiting.aggregate(last=Max("next_at"))["last"] or now)


def sent_to(house: House, name: str) -> QuerySet[Inbound]:
    """What was passed on to the list, the newest first."""
    return Inbound.objects.filter(house=house, list_name=name, state=InboundState.DONE)

"""What mail knows of a person who goes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from members.actions.leaving import called_when_gone, forget_file, forget_in_log, tombstone
from members.models import User
from messaging.models import (
    Attachment,
    Inbound,
    InboundState,
    MailgunEvent,
    Message,
    MessageState,
    Post,
    Scope,
    Suppression,
    Thread,
)
from messaging.queries.person import mails_to
from messaging.send.outbox import OPEN_STATES

AT_ONCE = 1000
UNDECIDED = [InboundState.WAITING, InboundState.HELD]


def erase(person: User, *, by: User, now: datetime) -> None:
    """Mails to and from them are blank, and their address is in none."""
    mails = list(mails_to(person).values_list("pk", flat=True))
    _forget_events(person, mails)
    sent = Message.objects.filter(pk__in=mails)
    address, gone = person.email, tombstone(person)
    sent.update(to=gone, dedupe_key=Replace("dedupe_key", Value(f":{address}"), Value(f":{gone}")))
    _blank_mails(sent)
    _blank_mails(_news_of(person))
    _blank_inbound(Inbound.objects.filter(Q(sender=address) | Q(envelope_sender__iexact=address)))
    Post.objects.filter(by=person).exclude(name="").update(name=called_when_gone())
    chosen = list(Suppression.objects.filter(address=address))
    for row in chosen:
        row.address = gone
    forget_in_log(chosen)
    Suppression.objects.filter(pk__in=[row.pk for row in chosen]).delete()


def forget_threads(threads: Iterable[Thread]) -> None:
    """Blank all that was written about something by anybody, and the mails that told of it."""
    threads = list(threads)
    posts = Post.objects.filter(thread__in=threads)
    _blank_inbound(Inbound.objects.filter(post__in=posts))
    posts.update(name="", subject="", text=_("(erased)"), quoted="", key=None)
    _blank_mails(Message.objects.filter(thread__in=threads))


@transaction.atomic
def forget_mail(before: datetime) -> int:
    """Blank mails that went out or came in before then; how many, so many of those that came in at most.

    What stands in a conversation goes with the words of its stay.
    """
    sent = Message.objects.filter(created_at__lt=before).exclude(state__in=OPEN_STATES)
    went = sent.exclude(text="", html="", error="").update(text="", html="", error="")
    old = Inbound.objects.filter(received_at__lt=before, post=None)
    old = old.exclude(sender="", text="", headers=[]).order_by("pk")
    came = list(old.values_list("pk", flat=True)[:AT_ONCE])
    _blank_inbound(Inbound.objects.filter(pk__in=came))
    return went + len(came)


def _news_of(person: User) -> QuerySet[Message]:
    """A house's letters of the day that name them."""
    named = Q(text__icontains=person.email)
    if person.name:
        named |= Q(text__icontains=person.name)
    return Message.objects.filter(named, scope=Scope.DIGEST)


def _blank_mails(mails: QuerySet[Message]) -> None:
    """Without words a mail goes out no more."""
    waiting = list(mails.filter(state__in=OPEN_STATES).values_list("pk", flat=True))
    mails.update(subject=_("(erased)"), text="", html="", error="", reply_to="")
    Message.objects.filter(pk__in=waiting).update(state=MessageState.SKIPPED)


def _forget_events(person: User, mails: list[int]) -> None:
    told = MailgunEvent.objects.filter(Q(message__in=mails) | Q(recipient__iexact=person.email))
    told.update(recipient="", said="")


def _blank_inbound(found: QuerySet[Inbound]) -> None:
    """Mails that came in, with their files; what nobody decided about is passed on no more."""
    pks = list(found.values_list("pk", flat=True))
    for file in Attachment.objects.filter(inbound__in=pks):
        forget_file(file.file)
    Attachment.objects.filter(inbound__in=pks).delete()
    mails = Inbound.objects.filter(pk__in=pks)
    mails.filter(state__in=UNDECIDED).update(state=InboundState.DROPPED)
    mails.update(
        sender="", sender_name="", envelope_sender="", subject=_("(erased)"), text="", stripped="",
        headers=[], message_id="", in_reply_to="", error="",
    )  # fmt: skip
    forget_in_log(mails)

"""What Mailgun tells of a mail is written on it, and an address that takes none is sent none."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from messaging.actions.suppression import suppress
from messaging.actions.telling import tell_of_bounce
from messaging.models import MailgunEvent, Message, MessageState, Reason, Scope
from messaging.rules.events import BOUNCED, COMPLAINED, REJECTED, UNSUBSCRIBED, Event, counts

KEPT = timedelta(days=30)


@transaction.atomic
def record(event: Event, *, token: str, now: datetime) -> MailgunEvent | None:
    """Keep `event` under its `token`, once; None if it was kept before.

    Its mail says what it became, in whichever order events come; its address is marked; stewards hear of a
    mail that came back. One of no interest, or of none of our mails, is kept and changes no mail.
    """
    message = _message(event)
    told = {"message": message, "kind": event.kind, "at": event.at, "received_at": now, "said": event.said}
    row, is_new = MailgunEvent.objects.get_or_create(
        token=token, defaults={**told, "recipient": event.recipient[:320]}
    )
    if not is_new:
        return None
    if event.kind and message is not None:
        _write(message, event)
        if event.kind == BOUNCED:
            tell_of_bounce(message, said=event.said, now=now)
    _mark(message.to if message else event.recipient, event, message, now=now)
    return row


def forget_old(now: datetime) -> int:
    """Delete events told more than a month ago; what they told stays on their mails. How many."""
    deleted, _ = MailgunEvent.objects.filter(received_at__lt=now - KEPT).delete()
    return deleted


def _message(event: Event) -> Message | None:
    """The mail that the event is of, under its lock."""
    for text in (event.uid, event.message_id.partition("@")[0]):
        try:
            uid = UUID(text)
        except ValueError:
            continue
        messages = Message.objects.select_for_update(of=("self",)).select_related("house", "inbound")
        return messages.filter(uid=uid).first()
    return None


def _write(message: Message, event: Event) -> None:
    if not counts(event.kind, event.at, before=message.last_event, before_at=message.last_event_at):
        return
    message.last_event, message.last_event_at = event.kind, event.at
    if event.kind in {BOUNCED, REJECTED}:
        message.error = event.said
    if event.kind != REJECTED and message.state not in {MessageState.SENT, MessageState.SKIPPED}:
        # Whoever handed it over was gone before it heard that it was taken.
        message.state, message.sent_at = MessageState.SENT, event.at
        if message.is_sealed:
            message.text = message.html = ""
    message.save(update_fields=["last_event", "last_event_at", "error", "state", "sent_at", "text", "html"])


def _mark(address: str, event: Event, message: Message | None, *, now: datetime) -> None:
    """Nothing goes to an address that is dead; nothing that one can leave where its owner said so."""
    source = f"Mailgun: {event.said}".strip(" :")
    if not address:
        return
    if event.kind == BOUNCED and event.is_dead:
        suppress(address, reason=Reason.BOUNCE, source=source, now=now)
    elif event.kind == COMPLAINED:
        suppress(address, reason=Reason.COMPLAINT, source=source, now=now)
    elif event.kind == UNSUBSCRIBED:
        leavable = message is not None and message.scope in {Scope.DIGEST, Scope.LIST, Scope.ANNOUNCE}
        scope, house = (Scope(message.scope), message.house) if message and leavable else (Scope.ALL, None)
        suppress(address, reason=Reason.UNSUBSCRIBE, source=source, now=now, scope=scope, house=house)

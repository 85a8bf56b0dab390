"""Hands due mails over: each is claimed, sent outside any transaction, and marked."""

import logging
from datetime import datetime, timedelta
from random import SystemRandom

from django.conf import settings
from django.db import transaction

from home.rules.seal import InvalidToken
from messaging.gateway import Refused, Unclear, hand_over, taken
from messaging.gateway.mailgun import MailgunError
from messaging.models import Message, MessageState, Scope
from messaging.queries import suppressed
from messaging.rules.backoff import MAX_ATTEMPTS, wait
from messaging.send.outbox import CODES, OPEN_STATES, opened

logger = logging.getLogger(__name__)

# Longer than a whole batch may take (ANYMAIL["REQUESTS_TIMEOUT"] twice a mail), so that a mail is claimed
# again only when whoever had it is gone. The provider is then asked for its Message-ID before it goes again.
LEASE = timedelta(minutes=5)
# A provider that says nothing about a mail for a day and a half will not say any more.
LOOKED_UP_AT_MOST = MAX_ATTEMPTS + 6
ORDER = ("-is_sealed", "priority", "next_at", "pk")


def deliver_due(now: datetime, limit: int = 10) -> int:
    """Send up to `limit` mails that are due at `now`; how many were dealt with.

    A failure ends the batch: when the provider is down, the rest waits for the next call.
    """
    done, going_on = 0, True
    while going_on and done < limit and (claimed := _claim(now)):
        message, was = claimed
        done += 1
        going_on = message.state != MessageState.SENDING or _deliver(message, was, now)
    return done


@transaction.atomic
def _claim(now: datetime) -> tuple[Message, MessageState] | None:
    """The next due mail and the state that it was in: now SENDING under a lease, or closed because there is
    no point any more."""
    due = Message.objects.filter(state__in=OPEN_STATES, next_at__lte=now)
    due = due.select_for_update(of=("self",), skip_locked=True)
    # Codes first: somebody sits and waits for them. Copies last: no booking waits for ten thousand of them.
    message = due.select_related("house", "inbound__house").order_by(*ORDER).first()
    if message is None:
        return None
    was = MessageState(message.state)
    if was == MessageState.WAITING and _is_too_late(message, now):
        _close(message, MessageState.SKIPPED)
    elif not _is_wanted(message):
        _close(message, MessageState.SKIPPED, error="This address is sent no more of these mails.")
    elif message.attempts >= MAX_ATTEMPTS and was == MessageState.WAITING:
        _close(message, MessageState.FAILED, error=message.error or "Every attempt failed.")
    else:
        message.state, message.next_at = MessageState.SENDING, now + LEASE
        message.attempts += 1
        message.save(update_fields=["state", "next_at", "attempts"])
    return message, was


def _is_wanted(message: Message) -> bool:
    """Whether its address may be sent it still; whoever waits for a code is always sent it."""
    if message.key == CODES:
        return True
    return not suppressed([message.to], scope=Scope(message.scope), house=message.house)


def _is_too_late(message: Message, now: datetime) -> bool:
    return message.useful_until is not None and message.useful_until <= now


def _deliver(message: Message, was: MessageState, now: datetime) -> bool:
    """Send a claimed mail and mark it; False if it failed.

    One that was SENDING, by whoever is gone since, or UNKNOWN may have been taken: that is asked first.
    """
    try:
        words = opened(message)
        provider_id = taken(message) if was != MessageState.WAITING else ""
        if not provider_id and _is_too_late(message, now):
            _close(message, MessageState.SKIPPED)
            return True
        if not provider_id and message.attempts > MAX_ATTEMPTS:
            raise Refused("Every attempt was interrupted.")
        provider_id = provider_id or hand_over(message, words)
    except (InvalidToken, Refused) as error:
        logger.error("Mail %s to %s can't be delivered: %r", message.pk, message.to, error)
        _failed(message, MessageState.FAILED, str(error) or "It was sealed under a key that is gone.", now)
    except Exception as error:
        # Whatever it was is kept on the row, where stewards see it, and tried again.
        logger.warning(
            "Mail %s to %s failed (attempt %s)", message.pk, message.to, message.attempts, exc_info=True
        )
        _failed(message, _after(error, was, message.attempts), str(error), now)
    else:
        _close(message, MessageState.SENT, sent_at=now, provider_id=provider_id, error="")
        if settings.DEBUG and message.is_sealed:
            logger.info("To %s: %s\n%s", message.to, message.subject, words.text)
        return True
    return False


def _after(error: Exception, was: MessageState, attempts: int) -> MessageState:
    """What a mail is after `error`: perhaps sent, for the next attempt to look up, or certainly not."""
    if isinstance(error, Unclear) or (isinstance(error, MailgunError) and was != MessageState.WAITING):
        return MessageState.FAILED if attempts > LOOKED_UP_AT_MOST else MessageState.UNKNOWN
    return MessageState.FAILED if attempts >= MAX_ATTEMPTS else MessageState.WAITING


def _failed(message: Message, state: MessageState, error: str, now: datetime) -> None:
    error = error[:1000]
    if state == MessageState.FAILED:
        _close(message, state, error=error)
        return
    pause = wait(message.attempts, jitter=SystemRandom().random())
    if state == MessageState.UNKNOWN and not message.is_sealed:
        # What was taken is not known everywhere at once; whoever waits for a code would rather get it twice.
        pause = max(pause, LEASE)
    claimed = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    claimed.update(state=state, error=error, next_at=now + pause)


def _close(message: Message, state: MessageState, **fields: object) -> None:
    """Write the end of a mail; a sealed body is forgotten. A sent mail stays sent, whoever comes late."""
    if message.is_sealed:
        fields |= {"text": "", "html": ""}
    Message.objects.filter(pk=message.pk).exclude(state=MessageState.SENT).update(state=state, **fields)
    message.state = state

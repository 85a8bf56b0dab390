"""Hands due mails over: each is claimed, sent outside any transaction, and marked."""

import logging
from datetime import datetime, timedelta
from random import SystemRandom

from django.conf import settings
from django.db import transaction

from home.rules.seal import InvalidToken
from messaging.gateway import Refused, hand_over
from messaging.models import Message, MessageState, Scope
from messaging.queries import suppressed
from messaging.rules.backoff import MAX_ATTEMPTS, wait
from messaging.send.outbox import CODES, OPEN_STATES, opened

logger = logging.getLogger(__name__)

# Longer than a whole batch may take (ANYMAIL["REQUESTS_TIMEOUT"] twice a mail), so that a mail is claimed
# again only when whoever had it is gone. It then goes out under the same Message-ID: at least once.
LEASE = timedelta(minutes=5)


def deliver_due(now: datetime, limit: int = 10) -> int:
    """Send up to `limit` mails that are due at `now`; how many were dealt with.

    A failure ends the batch: when the provider is down, the rest waits for the next call.
    """
    done, going_on = 0, True
    while going_on and done < limit and (message := _claim(now)):
        done += 1
        going_on = message.state != MessageState.SENDING or _deliver(message, now)
    return done


@transaction.atomic
def _claim(now: datetime) -> Message | None:
    """The next due mail, now SENDING under a lease, or closed because there is no point any more."""
    due = Message.objects.filter(state__in=OPEN_STATES, next_at__lte=now)
    # Codes first: somebody sits and waits for them.
    due = due.select_for_update(skip_locked=True).order_by("-is_sealed", "next_at", "pk")
    message = due.first()
    if message is None:
        return None
    if message.useful_until and message.useful_until <= now:
        _close(message, MessageState.SKIPPED)
    elif not _is_wanted(message):
        _close(message, MessageState.SKIPPED, error="This address is sent no more of these mails.")
    elif message.attempts >= MAX_ATTEMPTS:
        _close(message, MessageState.FAILED, error=message.error or "Every attempt was interrupted.")
    else:
        message.state, message.next_at = MessageState.SENDING, now + LEASE
        message.attempts += 1
        message.save(update_fields=["state", "next_at", "attempts"])
    return message


def _is_wanted(message: Message) -> bool:
    """Whether its address may be sent it still; whoever waits for a code is always sent it."""
    if message.key == CODES:
        return True
    return not suppressed([message.to], scope=Scope(message.scope), house=message.house)


def _deliver(message: Message, now: datetime) -> bool:
    """Send a claimed mail and mark it; False if it failed."""
    try:
        words = opened(message)
        provider_id = hand_over(message, words)
    except (InvalidToken, Refused) as error:
        logger.error("Mail %s to %s can't be delivered: %r", message.pk, message.to, error)
        _failed(message, MessageState.FAILED, str(error) or "It was sealed under a key that is gone.", now)
    except Exception as error:
        # Whatever it was is kept on the row, where stewards see it, and tried again.
        logger.warning(
            "Mail %s to %s failed (attempt %s)", message.pk, message.to, message.attempts, exc_info=True
        )
        given_up = message.attempts >= MAX_ATTEMPTS
        _failed(message, MessageState.FAILED if given_up else MessageState.WAITING, str(error), now)
    else:
        _close(message, MessageState.SENT, sent_at=now, provider_id=provider_id, error="")
        if settings.DEBUG and message.is_sealed:
            logger.info("To %s: %s\n%s", message.to, message.subject, words.text)
        return True
    return False


def _failed(message: Message, state: MessageState, error: str, now: datetime) -> None:
    error = error[:1000]
    if state == MessageState.FAILED:
        _close(message, state, error=error)
        return
    next_at = now + wait(message.attempts, jitter=SystemRandom().random())
    claimed = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    claimed.update(state=state, error=error, next_at=next_at)


def _close(message: Message, state: MessageState, **fields: object) -> None:
    """Write the end of a mail; a sealed body is forgotten. A sent mail stays sent, whoever comes late."""
    if message.is_sealed:
        fields |= {"text": "", "html": ""}
    Message.objects.filter(pk=message.pk).exclude(state=MessageState.SENT).update(state=state, **fields)
    message.state = state

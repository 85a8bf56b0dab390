"""Works on stored mails one after the other; any number of processes may do so at once."""

import logging
from datetime import datetime, timedelta
from random import SystemRandom

from django.db import transaction

from messaging.actions.passing import pass_on
from messaging.models import Attachment, Inbound, InboundState
from messaging.rules.backoff import MAX_ATTEMPTS, wait

logger = logging.getLogger(__name__)

# Longer than one mail takes, with ten thousand copies to write.
LEASE = timedelta(minutes=5)
# What was not passed on is kept so that somebody may ask for it, but not for good.
KEPT = timedelta(days=60)


def process_due(now: datetime, limit: int = 20) -> int:
    """Work on up to `limit` mails that are due at `now`; how many. One that fails stops no other."""
    done = 0
    while done < limit and (inbound := _claim(now)):
        done += 1
        _process(inbound, now)
    return done


def forget_old(now: datetime) -> int:
    """Delete mails that were not passed on two months ago, with their files; how many."""
    old = Inbound.objects.filter(
        state__in=[InboundState.DROPPED, InboundState.REFUSED], received_at__lt=now - KEPT, copies=None
    )
    for file in Attachment.objects.filter(inbound__in=old):
        file.file.delete(save=False)
    deleted, _ = old.delete()
    return deleted


@transaction.atomic
def _claim(now: datetime) -> Inbound | None:
    due = Inbound.objects.filter(state=InboundState.WAITING, next_at__lte=now)
    inbound = due.select_for_update(skip_locked=True).order_by("next_at", "pk").first()
    if inbound is not None:
        inbound.next_at = now + LEASE
        inbound.attempts += 1
        inbound.save(update_fields=["next_at", "attempts"])
    return inbound


def _process(inbound: Inbound, now: datetime) -> None:
    try:
        pass_on(inbound, now=now)
    except Exception as error:
        # Whatever it was is kept on the row, where operators see it, and tried again.
        logger.exception("Mail %s could not be worked on (attempt %s)", inbound.pk, inbound.attempts)
        inbound.error = f"{type(error).__name__}: {error}"[:1000]
        if inbound.attempts >= MAX_ATTEMPTS:
            inbound.state = InboundState.FAILED
        inbound.next_at = now + wait(inbound.attempts, jitter=SystemRandom().random())
        inbound.save(update_fields=["state", "error", "next_at"])

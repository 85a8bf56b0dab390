"""How long to wait before the next try."""

from datetime import timedelta

from home.rules import backoff

# Stripe forgets an idempotency key after a day.
KEY_LIVES = timedelta(hours=23)
FIRST, LONGEST = timedelta(seconds=5), timedelta(hours=1)


def wait(attempts: int) -> timedelta:
    """The pause after `attempts` tries that failed: five seconds, doubled each time, an hour at most."""
    return backoff.wait(attempts - 1, first=FIRST, longest=LONGEST) if attempts > 0 else timedelta(0)

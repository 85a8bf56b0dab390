"""How long to wait before a mail is tried again, and when to give up."""

from datetime import timedelta

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=4)


def wait(attempts: int, *, jitter: float) -> timedelta:
    """The pause after attempt number `attempts` (from 1): four times longer each time, up to four hours.

    `jitter` from 0 to 1 spreads it between three and five quarters, so that mails that failed together
    do not come back together.
    """
    pause = min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT)
    return pause * (0.75 + jitter / 2)

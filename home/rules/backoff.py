"""How long to wait before something that failed is tried again."""

from datetime import timedelta

# More would be longer than any wait; many more, longer than a timedelta can say.
MOST_DOUBLINGS = 20


def wait(attempts: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """The pause after `attempts` earlier ones: `first`, then twice as long each time, `longest` at most."""
    return min(longest, first * 2 ** min(attempts, MOST_DOUBLINGS))

"""How long what people wrote is kept; after it only the words go, never sums, nights or documents."""

from typing import Final

from django.core.exceptions import ImproperlyConfigured

from config.env import env

# Months; in brackets what the daily run blanks then.
KEEP: Final[dict[str, int]] = {
    # Requests that came to nothing (what guest and house wrote about them, why they were declined).
    "requests": env.int("KEEP_REQUESTS_MONTHS", 12),
    # Stays of guests who have not come back since (what was written about them, notes on the guest).
    "stays": env.int("KEEP_STAYS_MONTHS", 36),
    # Mail (what went out, what came in to lists).
    "mail": env.int("KEEP_MAIL_MONTHS", 24),
}
if min(KEEP.values()) < 1:
    raise ImproperlyConfigured("What people wrote is kept for a month at least (KEEP_…_MONTHS).")

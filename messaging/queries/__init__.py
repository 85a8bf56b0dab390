"""Reads about mail."""

from messaging.queries.choices import choices, has_left, is_following, suppressions_for
from messaging.queries.copies import (
    archive_url,
    attached,
    has_more_than_fits,
    last_copy_due,
    list_at,
    list_of,
    sent_to,
)
from messaging.queries.leaving import Leaving, leaving_of, leaving_url
from messaging.queries.readers import readers, writers
from messaging.queries.suppression import suppressed
from messaging.queries.words import override_for

__all__ = [
    "Leaving", "archive_url", "attached", "choices", "has_left", "has_more_than_fits", "is_following",
    "last_copy_due", "leaving_of", "leaving_url", "list_at", "list_of", "override_for", "readers", "sent_to",
    "suppressed", "suppressions_for", "writers",
]  # fmt: skip

"""Reads about mail."""

from messaging.queries.suppression import suppressed

__all__ = ["suppressed"]

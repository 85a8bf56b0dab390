"""Writes that mean something about mail."""

from messaging.actions.suppression import release, suppress

__all__ = ["release", "suppress"]

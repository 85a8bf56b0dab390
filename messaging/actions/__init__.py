"""Writes that mean something about mail."""

from messaging.actions.leaving import choose, choose_to_follow, come_back, leave
from messaging.actions.suppression import release, suppress

__all__ = ["choose", "choose_to_follow", "come_back", "leave", "release", "suppress"]

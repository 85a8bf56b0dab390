"""Writes that mean something about mail."""

from messaging.actions.leaving import choose, choose_to_follow, come_back, leave
from messaging.actions.suppression import release, suppress
from messaging.actions.words import Typed, keep_letter, keep_words, remove_letter, reset_words, send_test

__all__ = [
    "Typed", "choose", "choose_to_follow", "come_back", "keep_letter", "keep_words", "leave", "release",
    "remove_letter", "reset_words", "send_test", "suppress",
]  # fmt: skip

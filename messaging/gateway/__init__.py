"""Mailgun: mails handed over and looked up, and what it is set up to do; readable files without a key."""

from messaging.gateway.delivery import Files, Refused, Unclear, hand_over, taken

__all__ = ["Files", "Refused", "Unclear", "hand_over", "taken"]

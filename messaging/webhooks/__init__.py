"""What Mailgun tells by itself: each post is verified, and each event taken once."""

from messaging.webhooks.events import receive
from messaging.webhooks.verifying import NotAccepted, TryAgain, verify

__all__ = ["NotAccepted", "TryAgain", "receive", "verify"]

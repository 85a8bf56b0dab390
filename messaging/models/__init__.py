"""What messaging keeps in the database."""

from messaging.models.inbound import Attachment, Inbound, InboundState, Why
from messaging.models.message import Message, MessageState, Thread
from messaging.models.suppression import Reason, Scope, Suppression

__all__ = [
    "Attachment",
    "Inbound",
    "InboundState",
    "Message",
    "MessageState",
    "Reason",
    "Scope",
    "Suppression",
    "Thread",
    "Why",
]

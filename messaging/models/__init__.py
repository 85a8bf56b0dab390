"""What messaging keeps in the database."""

from messaging.models.event import MailgunEvent
from messaging.models.inbound import Attachment, Inbound, InboundState, Why
from messaging.models.message import Became, Message, MessageState, Priority, Thread
from messaging.models.suppression import Reason, Scope, Suppression

__all__ = [
    "Attachment",
    "Became",
    "Inbound",
    "InboundState",
    "MailgunEvent",
    "Message",
    "MessageState",
    "Priority",
    "Reason",
    "Scope",
    "Suppression",
    "Thread",
    "Why",
]

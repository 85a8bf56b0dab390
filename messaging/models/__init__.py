"""What messaging keeps in the database."""

from messaging.models.event import MailgunEvent
from messaging.models.inbound import Attachment, Inbound, InboundState, Why
from messaging.models.message import Became, Message, MessageState, Priority, Thread
from messaging.models.suppression import Reason, Scope, Suppression
from messaging.models.words import Canned, Override

__all__ = [
    "Attachment",
    "Became",
    "Canned",
    "Inbound",
    "InboundState",
    "MailgunEvent",
    "Message",
    "MessageState",
    "Priority",
    "Override",
    "Reason",
    "Scope",
    "Suppression",
    "Thread",
    "Why",
]

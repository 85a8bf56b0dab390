"""What messaging keeps in the database."""

from messaging.models.digest import Digest, Readers
from messaging.models.event import MailgunEvent
from messaging.models.inbound import Attachment, Inbound, InboundState, Why
from messaging.models.message import Became, Message, MessageState, Priority, Thread, booking_address
from messaging.models.post import Post
from messaging.models.suppression import Reason, Scope, Suppression
from messaging.models.words import Canned, Override

__all__ = [
    "Attachment",
    "Became",
    "Canned",
    "Digest",
    "Inbound",
    "InboundState",
    "MailgunEvent",
    "Message",
    "MessageState",
    "Override",
    "Post",
    "Priority",
    "Readers",
    "Reason",
    "Scope",
    "Suppression",
    "Thread",
    "Why",
    "booking_address",
]

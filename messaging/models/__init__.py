"""What messaging keeps in the database."""

from messaging.models.inbound import Attachment, Inbound, InboundState, Why
from messaging.models.message import Message, MessageState, Thread

__all__ = ["Attachment", "Inbound", "InboundState", "Message", "MessageState", "Thread", "Why"]

"""What messaging keeps in the database."""

from messaging.models.message import Message, MessageState, Thread

__all__ = ["Message", "MessageState", "Thread"]

"""Mail goes out through one outbox: `queue` writes a row, `deliver_due` hands due rows over."""

from messaging.send.outbox import queue, thread

__all__ = ["queue", "thread"]

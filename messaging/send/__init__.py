"""Mail goes out through one outbox: `queue` writes a row, `deliver_due` hands due rows over."""

from messaging.send.delivery import deliver_due
from messaging.send.outbox import keep_useful, queue, thread

__all__ = ["deliver_due", "keep_useful", "queue", "thread"]

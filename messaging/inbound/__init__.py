"""Mail that comes in: stored at the door, worked on afterwards."""

from messaging.inbound.door import receive
from messaging.inbound.work import forget_old, process_due

__all__ = ["forget_old", "process_due", "receive"]

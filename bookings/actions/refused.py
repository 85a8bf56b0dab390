"""The one exception of this package."""

from collections.abc import Sequence

from bookings.models import Owner
from payments.actions import Refused

# A stay and its bill change in one action: whoever catches one refusal means both.
__all__ = ["InTheWay", "Refused"]


class InTheWay(Refused):
    """Refused for beds that are taken; `owners` are the stays and blocks that have them."""

    def __init__(self, message: str, owners: Sequence[Owner]) -> None:
        super().__init__(message)
        self.owners = owners

"""The one exception of this package."""

from payments.actions import Refused

# A stay and its bill change in one action: whoever catches one refusal means both.
__all__ = ["Refused"]

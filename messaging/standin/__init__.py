"""`python -m messaging.standin`: Mailgun on this machine. It takes mails and shows them; none is sent on."""

from messaging.standin.server import Standin, read

__all__ = ["Standin", "read"]

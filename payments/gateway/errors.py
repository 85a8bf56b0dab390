"""What can go wrong when asking Stripe, told apart by what to do next."""


class GatewayError(Exception):
    """A call to Stripe did not give an answer to use; `code` is Stripe's word for it, empty if none."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.message, self.code = message, code


class TryAgain(GatewayError):
    """No connection, 409, 429 or a wrong API key: send the same again with the same key, later."""


class Unclear(GatewayError):
    """Stripe failed half-way (5xx): look the object up by our row before a new row and key."""


class Refused(GatewayError):
    """Stripe said no (4xx); the same request would be refused again."""


class NotFound(Refused):
    """The account does not know this object."""


class NotChargeable(GatewayError):
    """This amount cannot be paid by card; the message says why and is fit for a guest."""


class BadSignature(GatewayError):
    """This did not come from Stripe, or too long ago."""

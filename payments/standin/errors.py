"""How the stand-in says no, in the words and codes Stripe documents."""

from typing import Any

# Types and codes: docs.stripe.com/api/errors and docs.stripe.com/error-codes.


class Rejection(Exception):
    """A refused request; `param` names the parameter as Stripe writes it (`line_items[0][quantity]`)."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.status, self.kind, self.code, self.param = message, status, kind, code, param

    def body(self) -> dict[str, Any]:
        error = {"type": self.kind, "message": self.message, "code": self.code, "param": self.param}
        return {"error": {name: value for name, value in error.items() if value is not None}}


def no_such(kind: str, object_id: str, *, param: str = "id", status: int = 404) -> Rejection:
    """Stripe answers 404 where the id is in the address and 400 where it is a parameter."""
    message = f"No such {kind}: '{object_id}'"
    return Rejection(message, status=status, code="resource_missing", param=param)


def of_status(status: int) -> Rejection:
    """The error Stripe would send with this HTTP status, for faults asked for."""
    if status == 429:
        message = "Request rate limit exceeded. Please try again later."
        return Rejection(message, status=status, code="rate_limit")
    if status == 409:
        message = "This object cannot be accessed right now. Please try again later."
        return Rejection(message, status=status, code="lock_timeout")
    return Rejection("An unknown error occurred.", status=status, kind="api_error")

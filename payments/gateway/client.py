"""The only file that imports stripe: one client, its errors in our terms, webhooks verified."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import stripe
from django.conf import settings

from payments.gateway.errors import BadSignature, GatewayError, NotFound, Refused, TryAgain, Unclear

Raw = dict[str, Any]

CONNECT_SECONDS = 3
ANSWER_SECONDS = 7
TOLERANCE_SECONDS = 300
PAGE = 100


@lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    # Our rows own the retries: the library must not make its own.
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, ANSWER_SECONDS)),
    )


def v1() -> stripe.V1Services:
    """Stripe's services for the account in the settings."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE.rstrip("/")).v1


def ask(method: Callable[..., stripe.StripeObject], *values: Any, key: str = "") -> Raw:
    """Call `method` and answer a plain dict; GatewayError otherwise. `key` is the idempotency key."""
    try:
        answer = method(*values, options={"idempotency_key": key} if key else {})
    except stripe.StripeError as error:
        raise _translated(error) from error
    raw: Raw = answer.to_dict(for_json=True)
    return raw


def pages(method: Callable[..., stripe.StripeObject], params: Raw) -> Iterator[Raw]:
    """Every object of a list, newest first, a page at a time."""
    asked = {**params, "limit": PAGE}
    while True:
        page = ask(method, asked)
        yield from page["data"]
        if not page["has_more"]:
            return
        asked["starting_after"] = page["data"][-1]["id"]


def _translated(error: stripe.StripeError) -> GatewayError:
    status = error.http_status or 0
    code = (error.error.code or error.error.type or "") if error.error else ""
    message = error.user_message or str(error)
    if status == 409 or isinstance(error, stripe.APIConnectionError | stripe.RateLimitError):
        return TryAgain(message, code=code)
    # A wrong key of ours is put right by us; what was asked may still be right.
    if isinstance(error, stripe.AuthenticationError | stripe.PermissionError):
        return TryAgain(message, code=code)
    if status == 404 and code == "resource_missing":
        return NotFound(message, code=code)
    if 400 <= status < 500:
        return Refused(message, code=code)
    return Unclear(message, code=code)


def verified(payload: bytes, header: str, secrets: Sequence[str]) -> Raw:
    """The event in `payload` if any of `secrets` signed it less than five minutes ago; else BadSignature."""
    if not header.isascii():
        raise BadSignature("The signature is not readable.")
    for secret in secrets:
        try:
            stripe.WebhookSignature.verify_header(payload, header, secret, TOLERANCE_SECONDS)
            event: Raw = json.loads(payload)
            return event
        except stripe.SignatureVerificationError as error:
            reason = str(error)
        except ValueError as error:
            raise BadSignature("The payload is not readable.") from error
    raise BadSignature(reason if secrets else "There is no secret to check with.")

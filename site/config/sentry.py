"""Errors told to Sentry where one is configured, without anything about people.

Source: https://docs.sentry.io/platforms/python/data-management/sensitive-data/
"""

import re
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.types import Event, Hint

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# Links in mails and of calendars open something for whoever has them, and may name whom they are for.
TOKEN = re.compile(r"[^/]{24,}")


def start(dsn: str, *, environment: str) -> None:
    """Begin to tell; does nothing without a `dsn`."""
    if not dsn:
        return
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        default_integrations=False,
        integrations=[DjangoIntegration(), LoggingIntegration()],
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_people,
    )


def without_people(event: Event, hint: Hint) -> Event:
    """The event with the account's number for a person, the path for a request, and no address or token."""
    told = cast(dict[str, Any], event)
    if "request" in told:
        asked = told["request"]
        parts = urlsplit(asked.get("url", ""))
        told["request"] = {
            "method": asked.get("method"),
            "url": urlunsplit((parts.scheme, parts.netloc, TOKEN.sub("(token)", parts.path), "", "")),
        }
    if "user" in told:
        told["user"] = {key: told["user"][key] for key in ("id",) if key in told["user"]}
    return cast(Event, _blanked(told))


def _blanked(value: Any) -> Any:
    if isinstance(value, str):
        return ADDRESS.sub("(address)", value)
    if isinstance(value, dict):
        return {key: _blanked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_blanked(inner) for inner in value]
    return value

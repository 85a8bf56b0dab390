"""Asks Mailgun's HTTP API and tells it things."""

from collections.abc import Mapping, Sequence
from typing import Any

import requests
from django.conf import settings

Answer = dict[str, Any]
Fields = Mapping[str, str | Sequence[str]]


class MailgunError(Exception):
    """Mailgun can't be reached, or says no; the message says which, `status` what it answered (or 0)."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


def call(method: str, path: str, *, query: Fields | None = None, form: Fields | None = None) -> Answer:
    """What Mailgun answers at `path` ("/v3/routes"), as JSON; MailgunError unless it says yes."""
    given: Mapping[str, Any] = settings.ANYMAIL
    url = given["MAILGUN_API_URL"].rstrip("/").removesuffix("/v3") + path
    auth, timeout = ("api", given["MAILGUN_API_KEY"]), given["REQUESTS_TIMEOUT"]
    try:
        answer = requests.request(method, url, params=query, data=form, auth=auth, timeout=timeout)
        said = answer.json() if answer.content else {}
    except (requests.RequestException, ValueError) as error:
        raise MailgunError(f"{method} {path}: {error}") from error
    if not answer.ok or not isinstance(said, dict):
        words = said.get("message", "") if isinstance(said, dict) else ""
        raise MailgunError(
            f"{method} {path}: {answer.status_code} {words}".strip(), status=answer.status_code
        )
    return said


def events_of(message_id: str) -> list[Answer]:
    """The events that Mailgun keeps of the mail of that id, without its < and >; none if it never took it.

    Source: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/events
    """
    domain = settings.ANYMAIL["MAILGUN_SENDER_DOMAIN"]
    query = {"message-id": message_id, "limit": "25"}
    return list(call("GET", f"/v3/{domain}/events", query=query).get("items", []))

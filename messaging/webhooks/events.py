"""Events of delivery, as Mailgun posts them in JSON."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from messaging.actions.events import record
from messaging.models import MailgunEvent
from messaging.rules.events import read
from messaging.rules.headers import clean
from messaging.rules.signature import Signature
from messaging.webhooks.verifying import NotAccepted, verify


def receive(payload: bytes, *, now: datetime) -> MailgunEvent | None:
    """Take the event in `payload` once by its token; None if it came before. NotAccepted, TryAgain.

    Source: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads
    """
    posted = _posted(payload)
    signed = _part(posted, "signature")
    timestamp, token, digest = (str(signed.get(name) or "") for name in ("timestamp", "token", "signature"))
    verify(Signature(timestamp, token, digest), now=now)
    return record(read(_part(posted, "event-data")), token=clean(token), now=now)


def _posted(payload: bytes) -> Mapping[str, Any]:
    try:
        posted = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise NotAccepted("It is no JSON.") from error
    return posted if isinstance(posted, Mapping) else {}


def _part(posted: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = posted.get(name)
    return part if isinstance(part, Mapping) else {}

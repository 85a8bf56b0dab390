"""What became of a mail, as Mailgun tells it: in any order, any number of times.

Source: https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-types
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from messaging.rules.headers import clean

_CODE = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
DELIVERED: Final = "delivered"
DELAYED: Final = "delayed"
BOUNCED: Final = "bounced"
COMPLAINED: Final = "complained"
UNSUBSCRIBED: Final = "unsubscribed"
REJECTED: Final = "rejected"

# What is told later counts, but never what comes before it on the way of a mail: a delay told after the
# delivery is old news. Of two of one rank the later one counts.
RANK: Final[Mapping[str, int]] = {
    DELAYED: 1, DELIVERED: 2, BOUNCED: 2, REJECTED: 2, UNSUBSCRIBED: 3, COMPLAINED: 4,
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """`kind` is of RANK, or empty where it is of no interest; `uid` and `message_id` (without < and >) say of
    which mail; `said` is what the other side's server said; `is_dead`: no mail ever reaches the address."""

    kind: str
    at: datetime
    recipient: str
    uid: str
    message_id: str
    said: str
    is_dead: bool = False


def read(data: Mapping[str, Any]) -> Event:
    """The "event-data" of a post; whatever is missing or of another shape is read as empty."""
    headers = _part(_part(data, "message"), "headers")
    status = _part(data, "delivery-status")
    said = status.get("message") or status.get("description") or _part(data, "reject").get("reason") or ""
    return Event(
        kind=_kind(data),
        at=_moment(data.get("timestamp")),
        recipient=clean(str(data.get("recipient") or "")).strip().lower(),
        uid=clean(str(_part(data, "user-variables").get("message") or "")),
        message_id=clean(str(headers.get("message-id") or "")).strip("<> "),
        said=clean(str(said))[:1000],
        is_dead=_is_dead(data, status),
    )


def counts(kind: str, at: datetime, *, before: str, before_at: datetime | None) -> bool:
    """Whether an event is news for a mail of which `before`, at `before_at`, is the last that was told."""
    if before not in RANK or before_at is None:
        return True
    return (RANK[kind], at) > (RANK[before], before_at)


def _kind(data: Mapping[str, Any]) -> str:
    event = data.get("event")
    if event == "failed":
        # Suppressed by Mailgun itself for an older complaint or unsubscription: the words of it count.
        old = {"suppress-complaint": COMPLAINED, "suppress-unsubscribe": UNSUBSCRIBED}
        kind = old.get(str(data.get("reason")), BOUNCED)
        return DELAYED if data.get("severity") == "temporary" else kind
    return event if event in RANK and isinstance(event, str) else ""


def _is_dead(data: Mapping[str, Any], status: Mapping[str, Any]) -> bool:
    """Whether there is no such mailbox. A full one is one, and one that refuses what was said (RFC 3463)."""
    if data.get("reason") not in {"bounce", "suppress-bounce"}:
        return False
    codes = [str(status.get("enhanced-code") or ""), *_CODE.findall(str(status.get("message") or ""))]
    return not any(code.startswith(("4.", "5.2.", "5.3.", "5.6.", "5.7.")) for code in codes)


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name)
    return part if isinstance(part, Mapping) else {}


def _moment(timestamp: object) -> datetime:
    try:
        return datetime.fromtimestamp(float(str(timestamp)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)

"""Whether Mailgun signed a post, and whether it did so lately.

Source: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# Mailgun tries for eight hours to deliver a post, and does not sign it again.
OLDEST = timedelta(hours=9)
# Clocks differ.
FUTURE = timedelta(minutes=10)
LONGEST_TOKEN = 100


@dataclass(frozen=True)
class Signature:
    """What a post is signed with, as it came."""

    timestamp: str
    token: str
    digest: str

    def is_by(self, keys: Iterable[str]) -> bool:
        """Whether it was made with one of `keys`; each is compared, so that time tells nothing."""
        if not self.token or not self.digest.isascii():
            return False
        said = (self.timestamp + self.token).encode()
        made = [hmac.new(key.encode(), said, hashlib.sha256).hexdigest() for key in keys]
        return any([hmac.compare_digest(self.digest, digest) for digest in made])

    def is_fresh(self, now: datetime) -> bool:
        """Whether it was made lately enough for Mailgun still to be trying."""
        if not (self.timestamp.isascii() and self.timestamp.isdecimal() and len(self.timestamp) < 12):
            return False
        at = datetime.fromtimestamp(int(self.timestamp), UTC)
        return now - OLDEST <= at <= now + FUTURE

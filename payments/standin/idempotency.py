"""Idempotency keys: the same key and request gives the same answer, stored 500s included.

Source: docs.stripe.com/api/idempotent_requests. Refused parameters, 409 and 429 store nothing.
"""

import hashlib
import json
from dataclasses import dataclass, field

from payments.standin.account import Account
from payments.standin.errors import Rejection
from payments.standin.store import Json

REMEMBERED_SECONDS = 24 * 3600
LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    status: int
    body: Json
    replayed: bool = False


@dataclass
class Keys:
    """Keys in use by a request not yet answered live here; answered ones in the store."""

    in_use: set[str] = field(default_factory=set)

    def claim(self, account: Account, key: str, *, path: str, params: Json) -> Answer | None:
        """The stored answer to this key, or None and the key is now in use. Inside a transaction."""
        if len(key) > LONGEST_KEY:
            raise Rejection(
                f"Idempotency keys are up to {LONGEST_KEY} characters long.", kind="idempotency_error"
            )
        if key in self.in_use:
            message = (
                "There is currently another in-progress request using this Idempotent Key; that probably "
                f"means you submitted twice, and the other request is still going through: {key}."
            )
            raise Rejection(message, status=409, kind="idempotency_error", code="idempotency_key_in_use")
        account.store.sql.execute(
            "DELETE FROM keys WHERE created <= ?", (account.now() - REMEMBERED_SECONDS,)
        )
        row = account.store.sql.execute("SELECT * FROM keys WHERE key = ?", (key,)).fetchone()
        if row is None:
            self.in_use.add(key)
            return None
        if row["path"] != path:
            raise reused(key, f"for the same endpoint they were first used for ('{row['path']}' vs '{path}')")
        if row["digest"] != digest(params):
            raise reused(key, "with the same parameters they were first used with")
        return Answer(row["status"], json.loads(row["body"]), replayed=True)

    def release(self, key: str) -> None:
        self.in_use.discard(key)


def keep(account: Account, key: str, answer: Answer, *, path: str, params: Json) -> None:
    """Store the answer to `key`. Inside a transaction."""
    account.store.sql.execute(
        "INSERT INTO keys (key, path, digest, created, status, body) VALUES (?, ?, ?, ?, ?, ?)",
        (key, path, digest(params), account.now(), answer.status, json.dumps(answer.body)),
    )


def reused(key: str, how: str) -> Rejection:
    return Rejection(
        f"Keys for idempotent requests can only be used {how}. "
        f"Try using a key other than '{key}' if you meant to execute a different request.",
        kind="idempotency_error",
    )


def digest(params: Json) -> str:
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()

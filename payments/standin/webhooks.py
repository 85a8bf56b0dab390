"""Signed webhooks, sent from a thread of their own, tried again with back-off."""

import hashlib
import hmac
import http.client
import json
import logging
import threading
import time
from urllib.parse import urlsplit

from payments.standin.account import Account
from payments.standin.faults import Faults
from payments.standin.store import Json

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 10
MOST_ATTEMPTS = 16
LONGEST_WAIT = 300.0


def sign(payload: str, secret: str, timestamp: int) -> str:
    """The Stripe-Signature header (docs.stripe.com/webhooks#verify-manually)."""
    mac = hmac.new(secret.encode(), f"{timestamp}.{payload}".encode(), hashlib.sha256)
    return f"t={timestamp},v1={mac.hexdigest()}"


def wait_after(attempts: int, *, first: float) -> float:
    """Seconds until the next try after so many that failed."""
    return min(LONGEST_WAIT, first * 2 ** (attempts - 1))


class Sender:
    """Plans a delivery for each event inside its transaction; a thread makes them in order."""

    def __init__(
        self, account: Account, faults: Faults, *, url: str, secret: str, retry_seconds: float
    ) -> None:
        self.account, self.faults = account, faults
        self.url, self.secret, self.retry_seconds = url, secret, retry_seconds
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="standin-webhooks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        self._thread.join(timeout=ANSWER_SECONDS + 1)

    def plan(self, event: Json) -> int:
        """Queue `event`, or what a fault makes of it; how many deliveries are pending."""
        if not self.url:
            return 0
        fault = self.faults.for_event(event["type"])
        kind = fault.kind if fault else ""
        copies = 2 if kind == "webhook_duplicate" else 1
        states = {"webhook_drop": "dropped", "webhook_hold": "held", "webhook_reverse": "reversed"}
        for _ in range(copies):
            self._queue(event, states.get(kind, "pending"))
        if kind == "webhook_reverse" and not self._reversing():
            self.release(backwards=True, states=("reversed",))
        self._wake.set()
        return 0 if kind == "webhook_drop" else copies

    def _reversing(self) -> bool:
        return any(fault["kind"] == "webhook_reverse" for fault in self.faults.waiting())

    def _queue(self, event: Json, state: str) -> None:
        cursor = self.account.store.sql.execute(
            "INSERT INTO deliveries (event, type, state) VALUES (?, ?, ?)",
            (event["id"], event["type"], state),
        )
        self.account.store.sql.execute("UPDATE deliveries SET rank = seq WHERE seq = ?", (cursor.lastrowid,))

    def release(self, *, backwards: bool = False, states: tuple[str, ...] = ("held", "reversed")) -> int:
        """Let kept deliveries go, the last one first if `backwards`; how many. Inside a transaction."""
        sql = self.account.store.sql
        query = "SELECT seq FROM deliveries WHERE state IN (SELECT value FROM json_each(?)) ORDER BY seq"
        kept = sql.execute(query, (json.dumps(states),)).fetchall()
        order = kept[::-1] if backwards else kept
        for place, row in zip(kept, order, strict=True):
            change = "UPDATE deliveries SET state = 'pending', rank = ? WHERE seq = ?"
            sql.execute(change, (place["seq"], row["seq"]))
        self._wake.set()
        return len(kept)

    def deliveries(self) -> list[Json]:
        rows = self.account.store.sql.execute("SELECT * FROM deliveries ORDER BY seq").fetchall()
        return [dict(row) for row in rows]

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is pending; False if `seconds` were not enough."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with self.account.transaction():
                query = "SELECT 1 FROM deliveries WHERE state = 'pending' LIMIT 1"
                if self.account.store.sql.execute(query).fetchone() is None:
                    return True
            time.sleep(0.02)
        return False

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            if not self._send_next():
                self._wake.wait(timeout=0.1)

    def _send_next(self) -> bool:
        """Send the delivery that is due; False if none is."""
        with self.account.transaction():
            row = self.account.store.sql.execute(
                "SELECT * FROM deliveries WHERE state = 'pending' AND next_at <= ? ORDER BY rank LIMIT 1",
                (time.time(),),
            ).fetchone()
            event = self.account.store.get(row["event"]) if row else None
        if row is None or event is None:
            return False
        status = self._post(json.dumps(event, indent=2))
        with self.account.transaction():
            self._record(row["seq"], row["attempts"] + 1, event["id"], delivered=200 <= status < 300)
        return True

    def _post(self, payload: str) -> int:
        """Send once; the status of the answer, 0 for none."""
        address = urlsplit(self.url)
        is_secure = address.scheme == "https"
        connect = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
        connection = connect(address.hostname or "", address.port, timeout=ANSWER_SECONDS)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": sign(payload, self.secret, int(time.time())),
            "User-Agent": "Stripe/1.0 (payment stand-in)",
        }
        try:
            path = address.path + (f"?{address.query}" if address.query else "")
            connection.request("POST", path or "/", body=payload.encode(), headers=headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            logger.info("webhook not delivered: %s", error)
            return 0
        finally:
            connection.close()

    def _record(self, seq: int, attempts: int, event_id: str, *, delivered: bool) -> None:
        wait = wait_after(attempts, first=self.retry_seconds)
        state = "delivered" if delivered else "failed" if attempts >= MOST_ATTEMPTS else "pending"
        self.account.store.sql.execute(
            "UPDATE deliveries SET state = ?, attempts = ?, next_at = ? WHERE seq = ?",
            (state, attempts, time.time() + wait, seq),
        )
        event = self.account.store.get(event_id)
        if delivered and event is not None:
            left = max(0, event["pending_webhooks"] - 1)
            self.account.store.save(event | {"pending_webhooks": left})

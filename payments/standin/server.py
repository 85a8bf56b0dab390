"""The stand-in as a server: threads, start and stop, and which part answers what."""

import socket
import threading
from collections import deque
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from payments.standin import controls
from payments.standin.account import Account
from payments.standin.api import Api, advance
from payments.standin.faults import Faults
from payments.standin.handler import Handler
from payments.standin.store import Json, Store
from payments.standin.webhooks import Sender

# Open to all, as nothing is behind them.
SECRET_KEY = "sk_test_standin"  # noqa: S105
WEBHOOK_SECRET = "whsec_standin"  # noqa: S105
CALLS_REMEMBERED = 10_000


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], standin: "Standin") -> None:
        self.standin = standin
        self.open_sockets: set[socket.socket] = set()
        super().__init__(address, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open_sockets.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open_sockets.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close kept-alive connections too, so that a stopped server is really gone."""
        for connection in list(self.open_sockets):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.open_sockets.discard(connection)


class Standin:
    """The stand-in in this process: `with Standin(data=folder) as standin: ... standin.base ...`.

    `clock` gives the time in seconds; `control("POST", "sessions/cs_…/pay", card="…")` is what
    `POST /_standin/sessions/cs_…/pay` is over HTTP.
    """

    def __init__(
        self,
        *,
        data: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        base: str | None = None,
        secret_key: str = SECRET_KEY,
        webhook_url: str = "",
        webhook_secret: str = WEBHOOK_SECRET,
        refund_seconds: float = 1.0,
        retry_seconds: float = 1.0,
        clock: Callable[[], float] | None = None,
    ) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._http = _Server((host, port), self)
        self.base = base or f"http://{host}:{self._http.server_address[1]}"
        self.secret_key, self.webhook_secret = secret_key, webhook_secret
        self.faults = Faults()
        self.account = Account(Store(data / "standin.sqlite3"), secret_key, self.base, refund_seconds)
        if clock is not None:
            self.account.clock = clock
        self.sender = Sender(
            self.account, self.faults, url=webhook_url, secret=webhook_secret, retry_seconds=retry_seconds
        )
        self.account.deliver = self.sender.plan
        self.api = Api(self.account, self.faults)
        self.calls: deque[Json] = deque(maxlen=CALLS_REMEMBERED)
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._http.serve_forever, args=(0.05,), name="standin-http", daemon=True),
            threading.Thread(target=self._tick, name="standin-clock", daemon=True),
        ]

    def start(self) -> "Standin":
        self.sender.start()
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        self._stopping.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self.sender.stop()
        for thread in self._threads:
            thread.join()
        self.account.store.close()

    def __enter__(self) -> "Standin":
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def control(self, method: str, path: str, **body: Any) -> Any:
        """What the address below `/_standin/` does; Rejection where it refuses."""
        return controls.perform(self, method, path, body)

    def send_events_to(self, url: str) -> None:
        """From now on deliver events to `url`; to nobody if empty."""
        self.sender.url = url

    def wait_for_webhooks(self, seconds: float = 5.0) -> bool:
        """Wait until every event is delivered (or dropped, or held); False if that took too long."""
        return self.sender.wait(seconds)

    def _tick(self) -> None:
        while not self._stopping.wait(0.5):
            with self.account.transaction():
                advance(self.account)

"""HTTP in and out: one handler for the API, the payment page and the controls."""

import json
import logging
import re
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from payments.standin import front, page
from payments.standin.api import Call, Dropped
from payments.standin.errors import Rejection, of_status
from payments.standin.store import new_id

if TYPE_CHECKING:
    from payments.standin.server import Standin

logger = logging.getLogger(__name__)
MOST_BYTES = 1_000_000
PAY = re.compile(r"/c/pay/(cs_test_[A-Za-z0-9]+)")


class Handler(BaseHTTPRequestHandler):
    """Kept-alive connections, one write per answer (else Nagle and delayed ACKs cost 40 ms each)."""

    protocol_version = "HTTP/1.1"
    server_version = "payment-standin"
    sys_version = ""
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 120

    @property
    def standin(self) -> "Standin":
        standin: Standin = self.server.standin  # type: ignore[attr-defined]
        return standin

    def do_GET(self) -> None:
        self._dispatch()

    def do_POST(self) -> None:
        self._dispatch()

    def do_DELETE(self) -> None:
        self._dispatch()

    def _dispatch(self) -> None:
        path = urlsplit(self.path).path
        body = self._body()
        if body is None:
            return
        try:
            if path.startswith("/v1/"):
                self._api(body)
            elif path.startswith("/_standin/"):
                self._control(path.removeprefix("/_standin/"), body)
            else:
                self._page(path, body)
        except (Dropped, ConnectionError):
            self.close_connection = True
        except Exception:
            logger.exception("%s %s", self.command, path)
            self._json(500, of_status(500).body())

    def _body(self) -> str | None:
        """The request's body; None where it was answered already."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._json(413, Rejection("The request is too large or has no length.").body())
            return None
        return self.rfile.read(int(length)).decode(errors="replace")

    def _api(self, body: str) -> None:
        request_id = new_id("req", 14)
        key = self.headers.get("Idempotency-Key", "")
        call = Call(self.command, self.path, body, self.headers.get("Authorization", ""), key, request_id)
        seen: dict[str, Any] = {"method": call.method, "path": call.path, "key": key, "status": 0}
        self.standin.calls.append(seen)
        answer = self.standin.api.answer(call)
        seen["status"] = answer.status
        headers = {"Request-Id": request_id, "Stripe-Version": self.headers.get("Stripe-Version", "")}
        if key:
            headers["Idempotency-Key"] = key
        if answer.replayed:
            headers["Idempotent-Replayed"] = "true"
        self._json(answer.status, answer.body, headers)

    def _control(self, path: str, body: str) -> None:
        if path == "page.css" and self.command == "GET":
            self._send(200, page.STYLES, {"Content-Type": "text/css; charset=utf-8"})
            return
        try:
            # A page elsewhere can make a browser post here, but not with this content type.
            if self.command != "GET" and self.headers.get_content_type() != "application/json":
                raise Rejection("Send JSON, with its content type.", status=415)
            fields = json.loads(body or "{}")
            if not isinstance(fields, dict):
                raise Rejection("Send a JSON object.")
            self._json(200, self.standin.control(self.command, path, **fields))
        except json.JSONDecodeError:
            self._json(400, Rejection("That is not JSON.").body())
        except Rejection as rejection:
            self._json(rejection.status, rejection.body())

    def _page(self, path: str, body: str) -> None:
        match = PAY.fullmatch(path)
        account = self.standin.account
        if match and self.command == "POST":
            reply = front.take(account, match.group(1), body)
        elif match and self.command == "GET":
            reply = front.show(account, match.group(1))
        else:
            said = "This is the payment stand-in: it answers as Stripe would, and charges nobody."
            reply = front.reply(200 if path == "/" else 404, page.message("Payment stand-in", said))
        self._send(reply.status, reply.body.encode(), reply.headers)

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        kind = {"Content-Type": "application/json"}
        self._send(status, json.dumps(body, indent=2).encode(), kind | (headers or {}))

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.replace("\r", "").replace("\n", ""))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, template: str, *values: object) -> None:
        logger.info(template, *values)

"""Mailgun's end of the wire: takes messages as its documentation says, refuses others, fails on demand."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from messaging.standin import read

KEY = "key-of-the-tests"
EXPECTED = "Basic " + base64.b64encode(f"api:{KEY}".encode()).decode()
# https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages: POST /v3/DOMAIN/messages
FIELDS = {
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "text",
    "html",
    "amp-html",
    "attachment",
    "inline",
    "template",
}
OPTIONS = {
    "o:tag",
    "o:dkim",
    "o:deliverytime",
    "o:testmode",
    "o:tracking",
    "o:tracking-clicks",
    "o:tracking-opens",
    "o:require-tls",
}
YES_OR_NO = {"yes", "no", "true", "false", "htmlonly"}


class Mailgun(ThreadingHTTPServer):
    """`taken`: the fields of each accepted message. `faults`: answers to give first, a status or "hang".

    `hangs_up`: how many mails it takes without saying so.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[dict[str, str]] = []
        self.tried = 0
        self.faults: list[int | str] = []
        self.hangs_up = 0
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v3"

    def wait_for_a_try(self, seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not self.tried:
            assert time.monotonic() < deadline, "Nothing came."
            time.sleep(0.02)


class _Handler(BaseHTTPRequestHandler):
    server: Mailgun

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.tried += 1
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault == "hang":
            self.server.released.wait(120)
            return
        if fault:
            self._answer(int(fault), "A fault on demand.")
            return
        self._take(read(self.headers["Content-Type"], body))

    def do_GET(self) -> None:
        """https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/events"""
        asked = urlsplit(self.path)
        if self.headers["Authorization"] != EXPECTED:
            return self._answer(401, "Forbidden")
        if not asked.path.startswith("/v3/") or not asked.path.endswith("/events"):
            return self._answer(404, "Not found")
        if self.server.faults:
            return self._answer(int(self.server.faults.pop(0)), "A fault on demand.")
        wanted = dict(parse_qsl(asked.query))["message-id"]
        ids = [taken["h:Message-Id"].strip("<>") for taken in self.server.taken]
        items = [accepted(message_id) for message_id in ids if message_id == wanted]
        return self._answer(200, "", items=items, paging={})

    def _take(self, fields: dict[str, str]) -> None:
        parts = self.path.split("/")
        if self.headers["Authorization"] != EXPECTED:
            self._answer(401, "Forbidden")
        elif parts[1] != "v3" or parts[3:] != ["messages"]:
            self._answer(404, "Not found")
        elif problem := wrong_with(fields):
            self._answer(400, problem)
        else:
            self.server.taken.append(fields)
            if self.server.hangs_up:
                # It has the mail, and whoever handed it over will not hear of it.
                self.server.hangs_up -= 1
                return
            self._answer(200, "Queued. Thank you.", id=fields.get("h:Message-Id", "<made-here@mailgun>"))

    def _answer(self, status: int, message: str, **more: object) -> None:
        content = json.dumps({"message": message, **more}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """The output of tests stays theirs."""


def accepted(message_id: str) -> dict[str, object]:
    """An event as Mailgun's documentation shows it, shortened."""
    return {
        "event": "accepted",
        "id": "CCXMjJ7nQi2N3BPigGOdgQ",
        "timestamp": 1797000000.5,
        "log-level": "info",
        "message": {"headers": {"message-id": message_id}, "size": 341},
    }


def wrong_with(fields: dict[str, str]) -> str:
    """What Mailgun would answer 400 to, or nothing."""
    unknown = [
        name for name in fields if name not in FIELDS | OPTIONS and not name.startswith(("h:", "v:", "t:"))
    ]
    if unknown:
        return f"{unknown[0]} is no parameter"
    for name in ("from", "to", "subject"):
        if not fields.get(name):
            return f"{name} parameter is missing"
    if not fields.get("text") and not fields.get("html"):
        return "Need at least one of 'text', 'html', 'amp-html' or 'template' parameters specified"
    if "@" not in fields["to"] or " " in fields["to"].split("<")[-1]:
        return "to parameter is not a valid address. please check documentation"
    options = [name for name in OPTIONS - {"o:tag", "o:deliverytime"} if name in fields]
    bad = [name for name in options if fields[name] not in YES_OR_NO]
    return f"{bad[0]} is neither yes nor no" if bad else ""


@contextmanager
def serving() -> Iterator[Mailgun]:
    server = Mailgun()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""Takes mails and calls as Mailgun does, and shows the mails in a browser."""

import base64
import json
import uuid
from collections import deque
from email import message_from_bytes
from email.policy import HTTP
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from messaging.standin.account import Account

# The newest of them; it keeps nothing on disk.
MAILS_KEPT = 500
Fields = dict[str, str]


class Standin(ThreadingHTTPServer):
    """`mails`: the fields of each mail taken, newest first, as Mailgun's API names them. `account`: the rest.

    Source: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages
    """

    daemon_threads = True

    def __init__(self, host: str = "127.0.0.1", port: int = 0, *, key: str) -> None:
        super().__init__((host, port), Handler)
        self.mails: deque[Fields] = deque(maxlen=MAILS_KEPT)
        self.account = Account()
        self.expected = "Basic " + base64.b64encode(f"api:{key}".encode()).decode()


class Handler(BaseHTTPRequestHandler):
    server: Standin

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.headers.get("Authorization") != self.server.expected:
            return self._say(HTTPStatus.UNAUTHORIZED, "Invalid private key")
        if not self.path.startswith("/v3/") or not self.path.endswith("/messages"):
            return self._call("POST", parse_qs(body.decode()))
        fields = read(self.headers.get("Content-Type", ""), body)
        missing = [name for name in ("from", "to", "subject") if not fields.get(name)]
        if missing:
            return self._say(HTTPStatus.BAD_REQUEST, f"{missing[0]} parameter is missing")
        self.server.mails.appendleft(fields)
        message_id = fields.get("h:Message-Id", f"<{uuid.uuid4()}@standin>")
        self.server.account.events.append(
            {"event": "accepted", "message": {"headers": {"message-id": message_id.strip("<>")}}}
        )
        return self._say(HTTPStatus.OK, "Queued. Thank you.", id=message_id)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._call("PUT", parse_qs(body.decode()))

    def do_GET(self) -> None:
        if self.path.startswith(("/v3/", "/v4/")):
            return self._call("GET", parse_qs(urlsplit(self.path).query))
        number = self.path.strip("/")
        mails = list(self.server.mails)
        if not number:
            self._show("\n".join(_row(place, mail) for place, mail in enumerate(mails)) or "No mail yet.")
        elif number.isdecimal() and int(number) < len(mails):
            self._show(f"<pre>{escape(_text(mails[int(number)]))}</pre>")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _call(self, method: str, form: dict[str, list[str]]) -> None:
        if self.headers.get("Authorization") != self.server.expected:
            return self._say(HTTPStatus.UNAUTHORIZED, "Invalid private key")
        status, said = self.server.account.answer(method, urlsplit(self.path).path, form)
        return self._answer(status, "application/json", json.dumps(said))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the page does."""

    def _say(self, status: HTTPStatus, message: str, **more: str) -> None:
        self._answer(status, "application/json", json.dumps({"message": message, **more}))

    def _show(self, content: str) -> None:
        page = f"<!doctype html><html lang=en><meta charset=utf-8><title>Mails</title><h1>Mails</h1>{content}"
        self._answer(HTTPStatus.OK, "text/html; charset=utf-8", page)

    def _answer(self, status: HTTPStatus, kind: str, content: str) -> None:
        body = content.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.end_headers()
        self.wfile.write(body)


def read(kind: str, body: bytes) -> Fields:
    """The text fields of a form, sent either way; attachments are named and not kept."""
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode()))
    form = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body, policy=HTTP)
    fields: Fields = {}
    for part in form.iter_parts():
        name = str(part.get_param("name", "", header="content-disposition"))
        content = part.get_payload(decode=True)
        fields[name] = part.get_filename() or (content.decode() if isinstance(content, bytes) else "")
    return fields


def _row(place: int, mail: Fields) -> str:
    return f'<p><a href="/{place}">{escape(mail["subject"])}</a> to {escape(mail["to"])}</p>'


def _text(mail: Fields) -> str:
    shown = [f"{name}: {mail[name]}" for name in ("from", "to", "h:Reply-To", "subject") if name in mail]
    return "\n".join([*shown, "", mail.get("text", "")])

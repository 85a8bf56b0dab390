"""What Sentry is told: the error and its place, nothing about people."""

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
import sentry_sdk

from config import sentry


class Inbox(BaseHTTPRequestHandler):
    """Takes envelopes as Sentry does: https://develop.sentry.dev/sdk/data-model/envelopes/"""

    bodies: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Encoding"] == "br"
        self.bodies.append(brotli.decompress(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def inbox() -> Iterator[tuple[str, list[bytes]]]:
    bodies: list[bytes] = []
    server = HTTPServer(("127.0.0.1", 0), type("Inbox", (Inbox,), {"bodies": bodies}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://public@127.0.0.1:{server.server_port}/1", bodies
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)
    server.shutdown()
    server.server_close()
    thread.join()


def test_error_is_told_without_addresses_or_what_was_in_hand(inbox):
    dsn, bodies = inbox
    sentry.start(dsn, environment="staging")
    secret = "4" + "711"

    try:
        raise ValueError(f"no bed for ana@example.org ({len(secret)})")
    except ValueError:
        logging.getLogger("bookings").exception("not booked")
    sentry_sdk.flush(5)

    (told,) = [body.decode() for body in bodies]
    assert "no bed for (address) (4)" in told
    assert '"environment":"staging"' in told
    assert "4711" not in told
    assert "ana@example.org" not in told


def test_request_is_told_by_its_path_and_person_by_number():
    event = {
        "request": {
            "method": "POST",
            "url": "https://example.org/stay/ask/?token=1",
            "headers": {"Cookie": "sessionid=1"},
            "query_string": "token=1",
            "data": {"purpose": "rest"},
        },
        "user": {"id": "7", "email": "ana@example.org", "ip_address": "192.0.2.1"},
    }

    assert sentry.without_people(event, {}) == {
        "request": {"method": "POST", "url": "https://example.org/stay/ask/"},
        "user": {"id": "7"},
    }


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/mail/unsubscribe/eyJ0byI6ImFuYUBleGFtcGxlLm9yZyJ9:1sPq/", "/mail/unsubscribe/(token)/"),
        ("/calendars/Zk3vT0q1yXc8sW5nR2mB7dL4hJ9fG6pA0eU1iO3tY5k.ics", "/calendars/(token)"),
        ("/red-victorian/peacock-room/", "/red-victorian/peacock-room/"),
    ],
)
def test_what_opens_something_is_not_told(path, told):
    event = {"request": {"method": "GET", "url": f"https://example.org{path}"}}

    assert sentry.without_people(event, {})["request"]["url"] == f"https://example.org{told}"


def test_without_a_dsn_nothing_starts():
    sentry.start("", environment="production")

    assert not sentry_sdk.get_client().is_active()

"""A site that keeps a calendar, over real HTTP on this machine, and everything it can do wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from icalendar import Calendar, Event


def calendar_of(*stays: tuple[str, date, date]) -> bytes:
    """A calendar of `(uid, start, end)`."""
    made = Calendar()
    for uid, start, end in stays:
        event = Event()
        event.add("uid", uid)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", "Reserved")
        made.add_component(event)
    return made.to_ical()


class Elsewhere:
    """`body` and `status` are answered; `asked` are the headers of each request."""

    def __init__(self, address: str) -> None:
        self.url = f"{address}/room.ics"
        self.body = calendar_of()
        self.status = 200
        self.headers: dict[str, str] = {}
        self.length: int | None = None
        self.asked: list[dict[str, str]] = []


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(dict(self.headers))
            same = site.headers.get("ETag") and self.headers.get("If-None-Match") == site.headers["ETag"]
            self.send_response(304 if same else site.status)
            body = b"" if same else site.body
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(site.length or len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Elsewhere(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

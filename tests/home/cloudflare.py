"""Cloudflare as far as purging goes: https://developers.cloudflare.com/api/resources/cache/methods/purge/"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ZONE, TOKEN = "023e105f4ecef8ad9ca31a8372d0c353", "a-token"


class Edge:
    """What it was asked to forget; `answers` are given in turn before it does as it is told."""

    def __init__(self) -> None:
        self.base = ""
        self.forgotten: list[list[str]] = []
        self.answers: list[tuple[int, str]] = []

    def answer(self, path: str, authorization: str, body: bytes) -> tuple[int, str]:
        if self.answers:
            return self.answers.pop(0)
        if path != f"/client/v4/zones/{ZONE}/purge_cache":
            return 404, failure(7003, "Could not route to the zone")
        if authorization != f"Bearer {TOKEN}":
            return 403, failure(10000, "Authentication error")
        files = json.loads(body)["files"]
        if not 0 < len(files) <= 30:
            return 400, failure(1094, "Must specify between one and thirty files")
        self.forgotten.append(files)
        return 200, json.dumps({"success": True, "errors": [], "messages": [], "result": {"id": ZONE}})


def failure(code: int, message: str) -> str:
    errors = [{"code": code, "message": message}]
    return json.dumps({"success": False, "errors": errors, "messages": [], "result": None})


@contextmanager
def edge() -> Iterator[Edge]:
    standing = Edge()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = standing.answer(self.path, self.headers.get("Authorization", ""), body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    standing.base = f"http://127.0.0.1:{server.server_port}"
    yield standing
    server.shutdown()
    server.server_close()
    thread.join()

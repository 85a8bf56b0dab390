"""An embedded PostgreSQL that the image reaches over TCP, as it reaches every other."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from config import embedded_postgres


@contextmanager
def database(data: Path, port: int) -> Iterator[str]:
    """The DATABASE_URL of an empty database, gone with the block."""
    socket_folder = parse_qs(urlsplit(embedded_postgres.ensure(data)).query)["host"][0]
    try:
        with _forwarded(port, f"{socket_folder}/{embedded_postgres.SOCKET}"):
            yield f"postgres://{embedded_postgres.SUPERUSER}@127.0.0.1:{port}/{embedded_postgres.DATABASE}"
    finally:
        embedded_postgres.stop(data)


@contextmanager
def _forwarded(port: int, path: str) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)) as listening:
        threading.Thread(target=_accept, args=(listening, path), daemon=True).start()
        yield


def _accept(listening: socket.socket, path: str) -> None:
    while True:
        try:
            client, _ = listening.accept()
        except OSError:
            return
        server = socket.socket(socket.AF_UNIX)
        server.connect(path)
        threading.Thread(target=_exchange, args=(client, server), daemon=True).start()


def _exchange(client: socket.socket, server: socket.socket) -> None:
    """Bytes both ways until one of the two hangs up."""
    other = {client: server, server: client}
    with client, server, selectors.DefaultSelector() as selector:
        for end in other:
            selector.register(end, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                end = key.fileobj
                try:
                    data = end.recv(65_536)
                    other[end].sendall(data)
                except OSError:
                    return
                if not data:
                    return

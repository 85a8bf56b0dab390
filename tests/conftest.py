"""What every test gets: a network that ends at this machine."""

import socket

import pytest

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> None:
    """Connections leave this machine for nobody; fakes and the stand-in answer on it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple | str | bytes) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test tried to reach {address}: the network ends at this machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield

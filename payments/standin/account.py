"""The one Stripe account the stand-in keeps: its objects, its clock and what happens by itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from payments.standin.store import Json, Store

NO_CAUSE: Json = {"id": None, "idempotency_key": None}


@dataclass
class Account:
    """`cause` is the request in hand; the events it makes name it."""

    store: Store
    secret_key: str
    public_url: str
    refund_seconds: float = 1.0
    clock_offset: float = 0.0
    clock: Callable[[], float] = time.time
    cause: Json = field(default_factory=lambda: dict(NO_CAUSE))
    deliver: Callable[[Json], int] = lambda event: 0

    @contextmanager
    def transaction(self, cause: Json | None = None) -> Iterator[None]:
        """All or nothing, one at a time; events made inside name `cause`."""
        with self.store.transaction():
            self.cause = cause or dict(NO_CAUSE)
            yield

    def time(self) -> float:
        return self.clock() + self.clock_offset

    def now(self) -> int:
        return int(self.time())

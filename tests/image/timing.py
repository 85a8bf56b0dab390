"""Says what is being done, and how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def timed(step: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"{step} … ", end="", flush=True)
    yield
    print(f"{time.monotonic() - began:.1f} s", flush=True)

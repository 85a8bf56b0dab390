"""What the worker does every second and, one worker at a time, every minute: the lists in settings."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections, connection
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

BEAT = "worker.beat"
FAILED = "worker.failed"
LATE = timedelta(minutes=3)
# Any number of its own. Releases hold another (commands/release.py); locks on pictures' files and runs are of
# two numbers (home/images.py, home/actions/remaking.py), which PostgreSQL keeps apart from those of one.
LOCK = 3_141_592_653


class Round:
    """One pass over some of the work: counts what was done and remembers what failed."""

    def __init__(self, stopped: Callable[[], bool] = lambda: False) -> None:
        self.done = 0
        self.failed: list[str] = []
        self.stopped = stopped

    def run(self, names: Iterable[str], *, now: Callable[[], datetime]) -> None:
        """Call each dotted name with the time; one that fails is logged and stops no other."""
        for name in names:
            if self.stopped():
                return
            try:
                self.done += import_string(name)(now())
            except Exception:
                logger.exception("%s failed", name)
                self.failed.append(name)
                if connection.errors_occurred:
                    # Where the connection is lost, the next function gets a new one.
                    close_old_connections()


def every_second(current: Round, *, now: Callable[[], datetime]) -> None:
    current.run(settings.EVERY_SECOND, now=now)


def every_minute(current: Round, *, now: Callable[[], datetime], wait: bool = False) -> bool:
    """The work of a minute, unless another worker is at it (`wait` for it instead); whether it was ours."""
    with _alone(wait=wait) as ours:
        if ours:
            _remember(BEAT, now().isoformat())
            current.run(settings.EVERY_MINUTE, now=now)
            _remember(FAILED, current.failed)
    return ours


def _remember(key: str, value: object) -> None:
    """For /healthz to tell; without the cache the work goes on."""
    try:
        cache.set(key, value, timeout=None)
    except Exception:
        # Each kind of cache has exceptions of its own.
        logger.exception("The cache does not answer.")


def last_beat() -> datetime | None:
    """When a worker last began its minute; None where none did, as far as known."""
    return parse_datetime(cache.get(BEAT, ""))


def is_late(now: datetime) -> bool:
    """Whether no worker has begun its minute for three."""
    beat = last_beat()
    return beat is None or now - beat > LATE


def failures() -> list[str]:
    """The dotted names that failed in the last minute anybody worked."""
    return list(cache.get(FAILED, []))


@contextmanager
def _alone(*, wait: bool) -> Iterator[bool]:
    """Hold the workers' lock in PostgreSQL; it ends with the connection, so a killed worker leaves none."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT true FROM pg_advisory_lock(%s)", [LOCK])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (ours,) = cursor.fetchone()
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

"""The daily run's own record."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from home.models import DailyRun

KEPT = timedelta(days=90)


def begin(*, as_of: datetime, now: datetime) -> DailyRun:
    """A run begins, acting by the time `as_of`; what was written of runs long ago is forgotten."""
    DailyRun.objects.filter(begun_at__lt=now - KEPT).delete()
    return DailyRun.objects.create(as_of=as_of, begun_at=now)


def end(run: DailyRun, *, done: int, failures: Sequence[tuple[str, str]], now: datetime) -> None:
    """A run has ended: how much it did, and what failed and why."""
    run.done, run.failures, run.ended_at = done, [list(failure) for failure in failures], now
    run.save(update_fields=["done", "failures", "ended_at"])

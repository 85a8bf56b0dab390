"""Several processes that make pictures' sizes at once, each with its own connection to the database.

Imports no model: where processes start anew rather than as a copy, Django isn't ready yet in them.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import parent_process
from threading import Thread
from typing import Any

import django
from django.db import connections
from django.utils.module_loading import import_string

REMAKE = "home.actions.remaking.remake"


def processors() -> int:
    """How many may work: as many as serve the site, where that is said, as a small machine may show many."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    said = os.environ.get("WEB_CONCURRENCY")
    return min(there, int(said)) if said else there


@contextmanager
def workshop(ids: Iterable[int], *, workers: int, **how: Any) -> Iterator[Iterator[Any]]:
    """What `remake(id, **how)` answers for each, in order; each process has one picture in memory at a time.

    Raises BrokenProcessPool where one of them is killed. When it is left, what is begun is ended and no more.
    """
    if workers == 1:
        remake = import_string(REMAKE)
        yield (remake(image_id, **how) for image_id in ids)
        return
    # Processes that start as a copy of this one would share its connections.
    connections.close_all()
    pool = ProcessPoolExecutor(workers, initializer=_prepare)
    rest = iter(ids)
    try:
        first = [pool.submit(_remake, image_id, how) for image_id in islice(rest, 3 * workers)]
        yield _in_order(pool, deque(first), rest, how)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, coming: deque[Future[Any]], rest: Iterator[int], how: dict[str, Any]
) -> Iterator[Any]:
    while coming:
        yield coming.popleft().result()
        coming.extend(pool.submit(_remake, image_id, how) for image_id in islice(rest, 1))


def _prepare() -> None:
    # Ctrl-C reaches the whole group of processes; the first of them says when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    django.setup()


def _end_with_parent() -> None:
    """A parent that is killed tells nobody; its processes would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _remake(image_id: int, how: dict[str, Any]) -> Any:
    return import_string(REMAKE)(image_id, **how)

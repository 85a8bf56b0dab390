"""Addresses for the edge to forget: written down when pages change, handed over by the worker."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.models import Page

from home.gateway import AT_ONCE, PurgeFailed, forget
from home.models import Purge
from home.rules.backoff import wait

logger = logging.getLogger(__name__)

# Longer than a call takes; after that another worker may try.
LEASE = timedelta(minutes=1)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)
# By then the edge has let everything go by itself.
POINTLESS_AFTER = timedelta(days=1)


class WrittenDown(BaseBackend):
    """Wagtail's frontend cache, as rows: its own Cloudflare backend tries once and drops what failed."""

    def __init__(self, params: dict[str, Any] | None = None) -> None:
        super().__init__(params or {})

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Iterable[str]) -> None:
        write_down(urls, now=timezone.now())


def write_down(urls: Iterable[str], *, now: datetime) -> int:
    """Have the edge forget `urls`, and the pages above each, which show something of it; how many.

    Pages are named by the site's public address, whatever Wagtail's site is called.
    """
    if not settings.EDGE:
        return 0
    wanted = dict.fromkeys(address for url in urls for address in with_parents(url, site=settings.SITE_URL))
    Purge.objects.bulk_create([Purge(url=url, asked_at=now, next_at=now) for url in wanted])
    return len(wanted)


def write_down_below(pages: Iterable[Page], *, now: datetime) -> int:
    """Have the edge forget these pages and all below them, as they are addressed now; how many."""
    if not settings.EDGE:
        return 0
    below = [found for page in pages for found in page.get_descendants(inclusive=True)]
    return write_down([url for page in below if (url := page.full_url)], now=now)


def with_parents(url: str, *, site: str) -> list[str]:
    """A page and those it lies below, at `site`; a file alone, where it is."""
    path = urlsplit(url).path
    if not path.endswith("/"):
        return [url]
    names = path.strip("/").split("/") if path.strip("/") else []
    return [f"{site}/{''.join(f'{name}/' for name in names[:depth])}" for depth in range(len(names), -1, -1)]


def run_due(now: datetime) -> int:
    """Hand over a batch of what is due; how many the edge forgot. A failure is tried again, ever later."""
    batch = _claim(now)
    if not batch:
        return 0
    rows = Purge.objects.filter(pk__in=[row.pk for row in batch])
    try:
        forget(list(dict.fromkeys(row.url for row in batch)))
    except PurgeFailed as error:
        logger.warning("The edge did not forget %s addresses: %s", len(batch), error)
        return _give_up(rows, now)
    rows.delete()
    return len(batch)


@transaction.atomic
def _claim(now: datetime) -> Sequence[Purge]:
    due = Purge.objects.filter(next_at__lte=now).order_by("next_at", "pk")
    batch = list(due.select_for_update(skip_locked=True)[:AT_ONCE])
    for row in batch:
        row.next_at = now + max(LEASE, wait(row.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT))
        row.attempts += 1
    Purge.objects.bulk_update(batch, ["next_at", "attempts"])
    return batch


def _give_up(rows: QuerySet[Purge], now: datetime) -> int:
    """Forget what is too old to matter; 0, since nothing was handed over."""
    gone, _kinds = rows.filter(asked_at__lt=now - POINTLESS_AFTER).delete()
    if gone:
        logger.error("%s addresses were never forgotten by the edge, and time has done it.", gone)
    return 0

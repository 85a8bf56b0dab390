"""`GET /healthz`: is each part there?"""

import logging
from datetime import datetime

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from config import backups, daily
from config.work import failures, is_late

logger = logging.getLogger(__name__)


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    parts = {"database": _database()}
    if parts["database"] == "ok":
        parts |= {**_cache_and_worker(), **daily.state(timezone.now())}
    is_up = "down" not in parts.values()
    return JsonResponse({"status": "ok" if is_up else "down", **parts}, status=200 if is_up else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def _cache_and_worker() -> dict[str, str]:
    """Worker and backup are for people to read: that one is late is no reason to take the site away."""
    now = timezone.now()
    try:
        worker = "late" if is_late(now) else "failing" if failures() else "ok"
        backup = _backup(now)
    except Exception:
        # Each kind of cache has exceptions of its own.
        logger.exception("The cache does not answer.")
        return {"cache": "down"}
    return {"cache": "ok", "worker": worker, **backup}


def _backup(now: datetime) -> dict[str, str]:
    made_at = backups.last_backup()
    if made_at is None:
        return {"backup": "none"}
    backup = "late" if backups.is_late(made_at, now=now) else "ok"
    return {"backup": backup, "last_backup": made_at.isoformat()}

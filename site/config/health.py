"""`GET /healthz`: is each part there?"""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from config.work import failures, is_late

logger = logging.getLogger(__name__)


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    parts = {"database": _database()}
    if parts["database"] == "ok":
        parts |= _cache_and_worker()
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
    """The worker is for people to read: that it is late or fails is no reason to take the site away."""
    try:
        worker = "late" if is_late(timezone.now()) else "failing" if failures() else "ok"
    except Exception:
        # Each kind of cache has exceptions of its own.
        logger.exception("The cache does not answer.")
        return {"cache": "down"}
    return {"cache": "ok", "worker": worker}

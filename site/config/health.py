"""`GET /healthz`: is each part there?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from config.work import is_late


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    database = _database()
    status = "ok" if database == "ok" else "down"
    parts = {"status": status, "database": database}
    if database == "ok":
        # For people to read: a late worker is no reason to take the site away.
        parts["worker"] = "late" if is_late(timezone.now()) else "ok"
    return JsonResponse(parts, status=200 if status == "ok" else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"

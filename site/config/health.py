"""`GET /healthz`: is each part there?"""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from config.parts import DOWN, OK, PARTS, seen


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """503 only where the site can't serve: what is late or fails beside it is told, and no reason to stop."""
    with override("en"):
        parts = dict(seen(PARTS, now=timezone.now()))
    is_up = all(part.state != DOWN for part in parts.values())
    told: dict[str, object] = {key: part.state for key, part in parts.items()}
    for part in parts.values():
        told |= part.figures
    return JsonResponse({"status": OK if is_up else DOWN, **told}, status=200 if is_up else 503)

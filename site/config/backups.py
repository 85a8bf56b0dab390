"""When was the last good backup? The sidecar leaves word in the bucket (backup/README.md); /healthz tells."""

import json
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.files.storage import storages

MARKER = "backups/last.json"
LAST = "backup.last"
LOOKED = "backup.looked"
LOOK_AGAIN = timedelta(minutes=10)
LATE = timedelta(hours=26)


def look(now: datetime) -> int:
    """Read the sidecar's word once in ten minutes and remember it; 1 if it was read.

    Raises what the bucket raises when it is away: the last known answer stays.
    """
    if not cache.add(LOOKED, now.isoformat(), timeout=LOOK_AGAIN.total_seconds()):
        return 0
    try:
        with storages["private"].open(MARKER) as file:
            made_at = datetime.fromisoformat(json.load(file)["made_at"])
    except FileNotFoundError:
        return 0
    cache.set(LAST, made_at, timeout=None)
    return 1


def last_backup() -> datetime | None:
    """When the last good backup was begun, as far as known; it holds all that was there before."""
    made_at: datetime | None = cache.get(LAST)
    return made_at


def is_late(made_at: datetime, *, now: datetime) -> bool:
    """Whether a daily backup has been missed, two hours of grace given."""
    return now - made_at > LATE

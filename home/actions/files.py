"""Files of renditions: written and thrown away by name, one at a time, so that none goes that is in use."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from home.images import SiteRendition

# The first half of the lock's key: anything but what others use.
FAMILY = 2_718_281


@contextmanager
def alone_with(name: str) -> Iterator[None]:
    """Nobody else writes or deletes the file of that name meanwhile; ends with the connection too.

    Held for the session, not for a transaction: files are written outside of any.
    """
    key = [FAMILY, zlib.crc32(name.encode()) - 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def is_in_use(name: str) -> bool:
    """Whether a rendition says that this is its file."""
    return SiteRendition.objects.filter(file=name).exists()

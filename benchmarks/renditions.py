"""All sizes of many photographs made again: ours by two processes, against Wagtail's own command.

Where others work on the machine too, neither has it to itself: what the processors did for each is told
beside.

`python -m benchmarks.renditions [PHOTOS]` in a database of its own, which it makes and drops.
"""

import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import django
from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils.module_loading import import_string

from benchmarks.photographs import photograph
from tests import database

# What Wagtail makes of a photograph on a page of some years ago: no format that takes its encoder long,
# in which its own choices would be the slower ones by far.
SPECS = ("width-1600", "width-800", "width-400", "fill-500x325", "fill-336x344")
WORKERS = 2
# To draw one takes longer than to make all its sizes.
DIFFERENT = 10


class Seconds(NamedTuple):
    """`taken` by the clock; `worked` by all processors together."""

    taken: float
    worked: float


def run(photos: int) -> None:
    """Print one line `name value unit` per figure."""
    pictures = import_string("home.images.SiteImage")
    renditions = import_string("home.images.SiteRendition")
    different = [photograph(number) for number in range(min(photos, DIFFERENT))]
    for number in range(photos):
        file = ContentFile(different[number % DIFFERENT], name=f"photo-{number}.jpg")
        # Encoded as an upload is stored already.
        file.is_clean = True  # type: ignore[attr-defined]
        pictures.objects.create(title=f"Photo {number}", description="A photograph", file=file)
    _ours()
    before = set(renditions.objects.values_list("file", flat=True))
    ours = _seconds(_ours)
    kept = len(before & set(renditions.objects.values_list("file", flat=True)))
    theirs = _seconds(lambda: call_command("wagtail_update_image_renditions", stdout=StringIO()))
    print(f"renditions_photos {photos} photos")
    print(f"renditions_files {photos * len(SPECS)} files")
    print(f"renditions_ours {ours.taken:.2f} s")
    print(f"renditions_wagtail {theirs.taken:.2f} s")
    print(f"renditions_ratio {theirs.taken / ours.taken:.2f} times")
    print(f"renditions_ours_processors {ours.worked:.2f} s")
    print(f"renditions_wagtail_processors {theirs.worked:.2f} s")
    print(f"renditions_load {os.getloadavg()[0]:.2f} processes")
    print(f"renditions_addresses_kept {100 * kept / len(before):.0f} percent")


def _ours() -> None:
    every = "{" + ",".join(SPECS) + "}"
    call_command("regenerate_renditions", filter=every, workers=WORKERS, stdout=StringIO())


def _seconds(work: Callable[[], object]) -> Seconds:
    caches["renditions"].clear()
    began, worked = perf_counter(), _worked()
    work()
    return Seconds(perf_counter() - began, _worked() - worked)


def _worked() -> float:
    """Seconds of processors so far, of this process and of those it started that have ended."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def main() -> None:
    photos = int(sys.argv[1]) if len(sys.argv) > 1 else int(os.environ.get("PHOTOS", "40"))
    django.setup()
    connection.settings_dict["TEST"]["TEMPLATE"] = database.migrated()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with TemporaryDirectory() as folder:
            settings.MEDIA_ROOT = Path(folder)
            run(photos)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()

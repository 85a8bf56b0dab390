"""The command: two processes, killed in the middle, goes on; says what failed and ends with it."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from home.images import Remaking, SiteImage, SiteRendition
from home.rules.specs import IN_USE
from tests.database import address_of
from tests.factories.locations import HouseFactory
from tests.home.uploads import encoded, two_halves

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
ROOT = Path(__file__).resolve().parents[2]
SPEC = "format-jpeg|width-40"
# In a process of its own, as an operator starts it, with the files of this test.
START = """
import sys, json, django
from django.conf import settings
from django.core.management import call_command
arguments = json.loads(sys.argv[1])
django.setup()
settings.MEDIA_ROOT = arguments.pop(0)
call_command("regenerate_renditions", *arguments)
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    caches["renditions"].clear()
    yield tmp_path
    gc.collect()


def picture(title: str = "roof", size: tuple[int, int] = (60, 40), **fields: object) -> SiteImage:
    file = ContentFile(encoded("JPEG", two_halves(size)), name=f"{title}.jpg")
    return SiteImage.objects.create(title=title, description=title, file=file, **fields)


def regenerate(*arguments: str) -> str:
    out = StringIO()
    call_command("regenerate_renditions", "--workers=1", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.django_db
def test_house_s_pictures_are_made_of_one_size():
    house = HouseFactory(slug="marker")
    own, other = picture("own", collection=house.collection), picture("other")

    said = regenerate("--house=marker", f"--filter={SPEC}")

    assert "Pictures: 1. Files written: 1. Failed: 0." in said
    assert (own.renditions.get().filter_spec, other.renditions.count()) == (SPEC, 0)


@pytest.mark.django_db
def test_missing_ones_of_all_sizes_in_use_are_made():
    image = picture()
    image.get_rendition(IN_USE[0])

    assert f"Files written: {len(IN_USE) - 1}." in regenerate("--missing")
    assert "Files written: 0." in regenerate("--missing")
    assert f"Files written: {len(IN_USE)}." in regenerate()


@pytest.mark.django_db
def test_failure_is_named_and_the_command_fails():
    lost, _other = picture("lost"), picture("other")
    Path(lost.file.path).unlink()
    out = StringIO()

    with pytest.raises(CommandError, match="Not all sizes could be made"):
        call_command("regenerate_renditions", workers=1, stdout=out, stderr=out)

    assert f"{lost.pk} (lost): " in out.getvalue()
    assert "Pictures: 2." in out.getvalue()
    assert "Failed: 1." in out.getvalue()
    assert Remaking.objects.get().ended_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("--house=nowhere", "There is no house nowhere"),
        ("--filter=nonsense-1", "nonsense"),
        ("--workers=0", "1 or"),
    ],
)
def test_what_is_not_there_is_said(argument, said):
    with pytest.raises(CommandError, match=said):
        call_command("regenerate_renditions", argument)


def started(media: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {"DATABASE_URL": address_of(connection.settings_dict["NAME"])}
    return subprocess.Popen(
        [sys.executable, "-c", START, json.dumps([str(media), *arguments])],
        cwd=ROOT,
        env=os.environ
        | environment
        | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f".{os.pathsep}site"},
        stdout=subprocess.PIPE,
        text=True,
    )


def written() -> dict[str, int]:
    return {
        row.file.name: Path(row.file.path).stat().st_mtime_ns
        for row in SiteRendition.objects.order_by("image_id")
    }


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_with_the_rest(media):
    for n in range(60):
        picture(str(n), (500, 330))

    first = started(media, "--workers=2")
    try:
        deadline = time.monotonic() + 60
        while not (done := Remaking.objects.filter(done__gt=0).values_list("done", flat=True).first()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    finally:
        first.kill()
        first.communicate()
    run = Remaking.objects.get()
    assert 0 < done <= run.done < 60
    before = {
        row.file.name: Path(row.file.path).stat().st_mtime_ns
        for row in SiteRendition.objects.filter(image_id__lte=run.cursor)
    }

    rest, _ = started(media, "--workers=2").communicate(timeout=120)

    assert f"Going on with what was interrupted: {run.done} of 60 were done." in rest
    assert "Pictures: 60." in rest
    after = written()
    assert len(after) == 60 * len(IN_USE)
    assert {name: after[name] for name in before} == before

"""A size that is made while its picture, or a file of its name, is on its way out: no row without a file."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image
from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.tasks import delete_file_from_storage_task

from config.storage import ReplacingFiles
from home.actions.remaking import remake
from home.actions.renditions import make_renditions, run_due
from home.images import Replaced, SiteImage, SiteRendition
from tests.home.uploads import encoded, two_halves

# Each empties the whole database afterwards, so there are few.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
SPEC = "format-jpeg|width-40"
SOMEBODY = "somebody else"
Pause = Callable[[], None]


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    caches["renditions"].clear()
    yield tmp_path
    caches["renditions"].clear()
    gc.collect()


@pytest.fixture
def once_written(monkeypatch) -> Callable[[Pause], None]:
    """Have something happen between the writing of the next rendition's file and the writer's next step."""
    waiting: list[Pause] = []
    save = ReplacingFiles.save

    def slow(*args, **kwargs):
        name = save(*args, **kwargs)
        if waiting:
            waiting.pop()()
        return name

    monkeypatch.setattr(ReplacingFiles, "save", slow)
    return waiting.append


def picture(size: tuple[int, int] = (120, 80)) -> SiteImage:
    file = ContentFile(encoded("JPEG", two_halves(size)), name="roof.jpg")
    return SiteImage.objects.create(title="roof", description="The roof", file=file)


def elsewhere(work: Callable[[], object]) -> threading.Thread:
    """Somebody else's process, with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run, name=SOMEBODY)
    thread.start()
    return thread


def throw_away(name: str) -> None:
    """What Wagtail's worker does some time after the row is gone."""
    delete_file_from_storage_task.call(SiteRendition.file.field.storage.deconstruct(), name)


def is_given_another_file(image: SiteImage) -> None:
    """By Wagtail's form."""
    old = image.file.name
    image.file.save("garden.jpg", ContentFile(encoded("JPEG", two_halves((60, 90)))), save=True)
    image.file.storage.delete(old)
    image.renditions.all().delete()


def is_deleted(image: SiteImage) -> None:
    image.delete()


def goes(how: Callable[[SiteImage], None]) -> Pause:
    """Somebody replaces or deletes the one picture there is, and its files go at once."""

    def pause() -> None:
        names = list(SiteRendition.objects.values_list("file", flat=True))
        elsewhere(lambda: how(SiteImage.objects.get())).join()
        for name in names:
            elsewhere(lambda name=name: throw_away(name))

    return pause


def stored(folder: Path) -> set[str]:
    """Every rendition's file that is there, once nobody is at it.

    Only our own threads are waited for: whatever runs the tests may have some that end with it.
    """
    for thread in [one for one in threading.enumerate() if one.name == SOMEBODY]:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return {str(path.relative_to(folder)) for path in folder.glob("images/*/*.*")}


def in_rows() -> set[str]:
    return set(SiteRendition.objects.values_list("file", flat=True))


def test_file_is_not_thrown_away_between_its_writing_and_its_row(media, once_written):
    image = picture()
    name = image.get_rendition(SPEC).file.name
    SiteRendition.objects.all().delete()
    caches["renditions"].clear()

    def meanwhile() -> None:
        elsewhere(lambda: throw_away(name))
        time.sleep(0.2)

    once_written(meanwhile)
    SiteImage.objects.get().get_rendition(SPEC)

    assert stored(media) == in_rows() == {name}


def test_nothing_is_kept_of_a_picture_that_goes_meanwhile(media, once_written, caplog):
    for how in (is_given_another_file, is_deleted):
        one = picture()
        once_written(goes(how))
        assert get_rendition_or_not_found(one, SPEC).pk is None
        assert stored(media) == in_rows() == set()
        SiteImage.objects.all().delete()

        one = picture()
        once_written(goes(how))
        with pytest.raises(Replaced):
            one.get_renditions(SPEC, "max-30x30")
        assert stored(media) == in_rows() == set()
        SiteImage.objects.all().delete()

        one = picture()
        one.get_rendition(SPEC)
        once_written(goes(how))
        assert "Replaced" in remake(one.pk, specs=[SPEC]).why
        assert stored(media) == in_rows() == set()
        SiteImage.objects.all().delete()
    caplog.clear()

    picture()
    once_written(goes(is_given_another_file))
    assert run_due(NOW, limit=1) == 1
    assert stored(media) == in_rows() == set()
    # It is due at once as what it is now.
    assert [run_due(NOW, limit=1), run_due(NOW)] == [1, 0]
    assert SiteRendition.objects.get(filter_spec="format-jpeg|width-1600").width == 60
    assert caplog.records == []


def until(over: threading.Event, work: Callable[[], object], faults: list[str]) -> threading.Thread:
    def run() -> None:
        while not over.is_set():
            try:
                work()
            except Exception as error:
                faults.append(repr(error))

    return elsewhere(run)


def test_many_at_it_leave_a_file_for_every_row_and_none_without(media):
    image, over, faults = picture((40, 30)), threading.Event(), []

    def forget() -> None:
        for pk, name in SiteRendition.objects.values_list("pk", "file"):
            SiteRendition.objects.filter(pk=pk).delete()
            throw_away(name)
        time.sleep(0.005)

    until(over, forget, faults)
    for _ in range(2):
        until(over, lambda: SiteImage.objects.get().create_rendition(Filter(SPEC)), faults)
        until(over, lambda: make_renditions(SiteImage.objects.get(), [SPEC, "max-30x30"]), faults)
    until(over, lambda: remake(image.pk, specs=[SPEC]), faults)
    time.sleep(1.5)
    over.set()

    assert stored(media) == in_rows()
    assert faults == []
    for name in in_rows():
        with Image.open(media / name) as found:
            found.load()

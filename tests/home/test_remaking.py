"""Sizes are made again in place: same addresses, from one decoding, and what was interrupted goes on."""

import gc
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image, ImageChops, ImageStat
from wagtail.models import Collection
from wagtail.tasks import delete_file_from_storage_task

from home.actions.remaking import alone, ask, begin, end, note, remake, run_due, specs_of, waiting
from home.actions.renditions import make_renditions
from home.images import Remaking, SiteImage, SiteRendition
from home.models import Purge
from home.rules.specs import IN_USE, PALETTE
from tests.factories.members import UserFactory
from tests.home.uploads import encoded

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
SMALL = ("format-jpeg|width-40", "max-30x30")


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    caches["renditions"].clear()
    yield tmp_path
    gc.collect()


def scene(size: tuple[int, int]) -> Image.Image:
    """Gradients and grain: every pixel matters when it is scaled."""
    light = [Image.linear_gradient("L").rotate(turn).resize(size) for turn in (0, 90, 180)]
    grain = Image.effect_noise(size, 40).convert("RGB")
    return Image.blend(Image.merge("RGB", light), grain, 0.3)


def picture(title: str = "roof", size: tuple[int, int] = (120, 80), **fields: object) -> SiteImage:
    file = ContentFile(encoded("JPEG", scene(size), quality=90), name=f"{title}.jpg")
    return SiteImage.objects.create(title=title, description=f"The {title}", file=file, **fields)


def files(image: SiteImage) -> dict[str, tuple[str, int]]:
    """spec → (address, when its file was written)."""
    return {
        row.filter_spec: (row.url, Path(row.file.path).stat().st_mtime_ns)
        for row in SiteRendition.objects.filter(image=image)
    }


def test_every_size_is_written_anew_under_its_address():
    image = picture()
    make_renditions(image)
    image.get_rendition("width-50")
    before = files(image)

    outcome = remake(image.pk)

    after = files(image)
    assert set(after) == {*IN_USE, "width-50"}
    assert {spec: url for spec, (url, _at) in after.items()} == {
        spec: url for spec, (url, _at) in before.items()
    }
    assert all(after[spec][1] > before[spec][1] for spec in before)
    assert set(outcome.addresses) == {url for url, _at in after.values()}
    assert list(Path(SiteRendition.objects.first().file.path).parent.glob("*.*")) == [
        path for path in Path(SiteRendition.objects.first().file.path).parent.iterdir()
    ]
    assert len(list(Path(SiteRendition.objects.first().file.path).parent.iterdir())) == len(after)


def test_old_address_answers_with_a_whole_file_all_the_while():
    image = picture(size=(400, 300))
    path = Path(image.get_rendition(SMALL[0]).file.path)
    over, faults, seen = threading.Event(), [], []

    def look() -> None:
        while not over.is_set():
            try:
                with Image.open(BytesIO(path.read_bytes())) as found:
                    found.load()
                    seen.append(found.size)
            except OSError as error:
                faults.append(error)

    looker = threading.Thread(target=look)
    looker.start()
    for _time in range(25):
        assert remake(image.pk, specs=SMALL[:1]).why == ""
    over.set()
    looker.join()

    assert (faults, set(seen)) == ([], {(40, 30)})


def test_only_missing_ones_are_made_where_row_or_file_is_gone():
    image = picture()
    make_renditions(image, SMALL)
    lost = image.renditions.get(filter_spec=SMALL[1])
    Path(lost.file.path).unlink()
    before = files_of_first(image)

    outcome = remake(image.pk, specs=(*SMALL, "width-20"), only_missing=True)

    assert len(outcome.addresses) == 2
    assert lost.url in outcome.addresses
    assert files_of_first(image) == before
    assert remake(image.pk, specs=(*SMALL, "width-20"), only_missing=True).addresses == ()


def files_of_first(image: SiteImage) -> int:
    return Path(image.renditions.get(filter_spec=SMALL[0]).file.path).stat().st_mtime_ns


def test_row_keeps_the_name_it_has_however_it_would_be_called_today():
    image = picture()
    row = image.get_rendition(SMALL[0])
    row.file.storage.save("images/once-upon-a-time.jpg", ContentFile(b"old"))
    SiteRendition.objects.update(file="images/once-upon-a-time.jpg", width=7, height=7)

    remake(image.pk, specs=SMALL[:1])

    row = SiteRendition.objects.get()
    assert (row.file.name, row.width, row.height) == ("images/once-upon-a-time.jpg", 40, 26)
    with Image.open(row.file.path) as found:
        assert found.size == (40, 26)


def test_another_kind_of_file_gets_a_name_of_its_own_and_the_old_stays_readable():
    image = picture()
    row = image.get_rendition("max-30x30")
    old = Path(row.file.path)
    see_through = scene((120, 80)).convert("RGBA")
    see_through.putalpha(90)
    image.file.save("roof.png", ContentFile(encoded("PNG", see_through)), save=True)

    remake(image.pk, specs=("max-30x30",))

    row = SiteRendition.objects.get()
    assert (row.file.name.endswith(".png"), old.exists(), Path(row.file.path).exists()) == (True, True, True)


def test_two_pictures_never_share_a_file():
    long = "a very long name of a photograph of the garden in the summer of the year"
    first, second = picture(f"{long} 1"), picture(f"{long} 2")
    names = [image.get_rendition("format-jpeg|width-40").file.name for image in (first, second)]
    assert len(set(names)) == 2
    SiteRendition.objects.update(file=names[0])

    remake(second.pk, specs=("format-jpeg|width-40",))

    assert first.renditions.get().file.name == names[0]
    assert second.renditions.get().file.name == names[1]


def test_file_goes_only_if_no_rendition_has_it(django_capture_on_commit_callbacks):
    image = picture()
    row = image.get_rendition(SMALL[0])
    storage, name = row.file.storage, row.file.name
    SiteRendition.objects.all().delete()
    caches["renditions"].clear()
    again = SiteImage.objects.get().get_rendition(SMALL[0])
    assert again.file.name == name

    delete_file_from_storage_task.call(storage.deconstruct(), name)
    assert storage.exists(name)
    again.delete()
    delete_file_from_storage_task.call(storage.deconstruct(), name)
    assert not storage.exists(name)


def test_sizes_look_as_wagtail_s_own():
    focus = {"focal_point_x": 300, "focal_point_y": 500, "focal_point_width": 200, "focal_point_height": 90}
    image = picture(size=(1300, 870), **focus)
    specs = (
        "format-jpeg|width-1600", "format-jpeg|width-800", "format-webp|width-400", "format-avif|width-400",
        "max-165x165", "format-jpeg|fill-500x325", "format-jpeg|fill-336x344-c60", "height-77",
    )  # fmt: skip
    paths = {spec: Path(image.get_rendition(spec).file.path) for spec in specs}
    theirs = {spec: path.read_bytes() for spec, path in paths.items()}

    remake(image.pk, specs=specs)

    for spec, path in paths.items():
        with Image.open(BytesIO(theirs[spec])) as first, Image.open(path) as ours:
            assert ours.size == first.size
            difference = ImageChops.difference(ours.convert("RGB"), first.convert("RGB"))
        # Of 255; two encoders' files of the same pixels differ by as much.
        assert max(ImageStat.Stat(difference).mean) < 2.5, spec


def test_specs_are_spread_out_and_checked():
    assert specs_of("") == ()
    assert specs_of("format-{webp,jpeg}|width-40") == ("format-webp|width-40", "format-jpeg|width-40")
    with pytest.raises(ValueError, match="nonsense"):
        specs_of("nonsense-1")


def test_run_goes_on_where_it_was_interrupted_and_begins_anew_when_it_ended_or_is_old():
    images = [picture(str(n)) for n in range(3)]
    run = begin(now=NOW, spec=SMALL[0])
    assert (run.total, waiting(run)) == (3, [image.pk for image in images])
    note(run, [remake(images[0].pk, specs=SMALL[:1])], now=NOW)

    later = begin(now=NOW + timedelta(hours=1), spec=SMALL[0])
    assert (later.pk, later.done, later.files) == (run.pk, 1, 1)
    assert waiting(later) == [image.pk for image in images[1:]]
    assert begin(now=NOW, spec=SMALL[1]).pk != run.pk
    assert begin(now=NOW, spec=SMALL[0], only_missing=True).pk != run.pk
    stale = begin(now=NOW + timedelta(days=3), spec=SMALL[0])
    assert stale.pk != run.pk
    end(stale, now=NOW)
    assert begin(now=NOW + timedelta(days=3), spec=SMALL[0]).pk != stale.pk


def test_run_of_a_collection_takes_those_below_it_too():
    house = Collection.get_first_root_node().add_child(name="House")
    below = house.add_child(name="Garden")
    picture("elsewhere")
    own = [picture("hall", collection=house), picture("tree", collection=below)]

    assert waiting(begin(now=NOW, collection=house)) == [image.pk for image in own]


def test_picture_that_fails_stops_no_other_and_is_named(caplog):
    lost, other = picture("lost"), picture("other")
    Path(lost.file.path).unlink()
    run = begin(now=NOW)

    note(run, [remake(pk) for pk in waiting(run)], now=NOW)

    run.refresh_from_db()
    assert (run.done, run.files, [pk for pk, _why in run.failures]) == (2, len(IN_USE), [lost.pk])
    assert "No such file" in run.failures[0][1]
    assert SiteImage.objects.get(pk=other.pk).made != ""


def test_worker_does_what_was_asked_for_bit_by_bit_and_once(caplog):
    operator = UserFactory(is_superuser=True)
    for n in range(3):
        make_renditions(picture(str(n)), PALETTE["thumbnail"])
    SiteImage.objects.update(made="x")
    run = ask(by=operator, now=NOW)
    assert ask(by=operator, now=NOW) == run

    assert [run_due(NOW), run_due(NOW), run_due(NOW)] == [2, 1, 0]
    run.refresh_from_db()
    assert (run.done, run.total, run.files, run.ended_at) == (3, 3, 3 * len(IN_USE), NOW)
    assert Remaking.objects.count() == 1
    assert ask(by=operator, now=NOW) != run


@pytest.mark.django_db(transaction=True)
def test_nobody_else_takes_a_run_that_somebody_is_at():
    run = begin(now=NOW)
    held, over, answers = threading.Event(), threading.Event(), []

    def elsewhere() -> None:

        with alone(run) as ours:
            answers.append(ours)
            held.set()
            over.wait(10)
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    held.wait(10)
    with alone(run) as ours:
        answers.append(ours)
    over.set()
    other.join()

    assert answers == [True, False]


def test_edge_fetches_anew_what_was_written(settings):
    image = picture()
    run = begin(now=NOW, spec=SMALL[0])
    settings.EDGE = True

    note(run, [remake(image.pk, specs=SMALL[:1])], now=NOW)

    assert list(Purge.objects.values_list("url", flat=True)) == [
        settings.SITE_URL + image.renditions.get().url
    ]

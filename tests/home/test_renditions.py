"""What pages show of a picture is made by the worker, once, and a page shows the picture before that too."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.template import Context, Template

from home.actions.renditions import LEASE, make_renditions, run_due
from home.images import SiteImage, SiteRendition
from home.queries import edition, missing, unmade, with_renditions
from home.rules.cleaning import Pixels, pixels
from home.rules.specs import IN_USE, PALETTE
from tests.factories.locations import home_page
from tests.home.uploads import encoded, two_halves

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    caches["renditions"].clear()
    yield tmp_path
    gc.collect()


def picture(title: str = "roof", size: tuple[int, int] = (900, 600)) -> SiteImage:
    file = ContentFile(encoded("JPEG", two_halves(size)), name=f"{title}.jpg")
    return SiteImage.objects.create(title=title, description=f"The {title}", file=file)


def specs(image: SiteImage) -> set[str]:
    return set(image.renditions.values_list("filter_spec", flat=True))


def photo(image: SiteImage, name: str = "wide", more: str = "") -> BeautifulSoup:
    template = Template('{% load photos %}{% photo image "' + name + '" sizes="100vw" ' + more + " %}")
    return BeautifulSoup(template.render(Context({"image": image})), "html.parser").picture


def test_worker_makes_all_that_is_in_use_once():
    image = picture()

    assert [run_due(NOW), run_due(NOW)] == [1, 0]
    image.refresh_from_db()
    assert specs(image) == set(IN_USE)
    assert (image.made, image.attempts, image.next_at) == (edition(image), 0, None)
    widths = dict(image.renditions.values_list("filter_spec", "width"))
    assert (widths["format-avif|width-400"], widths["max-165x165"]) == (400, 165)
    assert widths["format-jpeg|width-1600"] == 900


def test_original_is_decoded_once_for_all_its_specs(monkeypatch):
    image, decodings = picture(), []

    def counted(data: bytes, **how: object) -> Pixels:
        decodings.append(len(data))
        return pixels(data, **how)

    monkeypatch.setattr("home.actions.encoding.pixels", counted)

    assert make_renditions(image) == len(IN_USE)
    assert decodings == [image.file.size]


def test_only_what_is_missing_is_made():
    image = picture()
    make_renditions(image, PALETTE["small"])

    assert make_renditions(image) == len(IN_USE) - len(PALETTE["small"])
    assert missing(image, IN_USE) == []


def test_new_file_another_focal_point_and_another_palette_are_due_again():
    image = picture()
    run_due(NOW)
    assert list(unmade(NOW)) == []

    SiteImage.objects.update(focal_point_x=5, focal_point_y=6, focal_point_width=7, focal_point_height=8)
    assert list(unmade(NOW)) == [image]
    run_due(NOW)
    SiteImage.objects.update(file="original_images/other.jpg")
    assert list(unmade(NOW)) == [image]
    SiteImage.objects.update(file=image.file.name, made="another palette")
    assert list(unmade(NOW)) == [image]


def test_file_that_is_gone_is_tried_again_later_and_stops_no_other(caplog):
    lost, other = picture("lost"), picture("other")
    lost.file.storage.delete(lost.file.name)

    assert run_due(NOW) == 2

    lost = SiteImage.objects.get(pk=lost.pk)
    assert (lost.attempts, lost.next_at) == (1, NOW + LEASE)
    assert f"Picture {lost.pk} could not be made smaller" in caplog.text
    assert specs(other) == set(IN_USE)
    assert list(unmade(NOW + LEASE - timedelta(seconds=1))) == []
    for _attempt in range(12):
        run_due(NOW + timedelta(days=400))
        SiteImage.objects.update(next_at=None)
    run_due(NOW)
    lost = SiteImage.objects.get(pk=lost.pk)
    assert lost.next_at == NOW + timedelta(days=1)


def test_page_shows_the_stored_picture_until_the_others_are_made(django_assert_num_queries):
    image = picture()

    with django_assert_num_queries(1):
        before = photo(image)
    run_due(NOW)
    after = photo(SiteImage.objects.get())

    assert not before.select("source")
    assert (before.img["src"], before.img["width"], before.img["height"], before.img["alt"]) == (
        image.file.url, "900", "600", "The roof",
    )  # fmt: skip
    assert [source["type"] for source in after.select("source")] == ["image/avif", "image/webp"]
    assert after.img["srcset"].count(".jpg") == 3
    assert SiteRendition.objects.count() == len(IN_USE)


def test_picture_carries_its_focal_point_as_classes():
    image = picture()
    image.focal_point_x, image.focal_point_y = 90, 540

    assert photo(image).img["class"] == ["focus-x1", "focus-y9"]
    assert photo(image, more='class="round"').img["class"] == ["round", "focus-x1", "focus-y9"]
    assert "class" not in photo(picture("middle")).img.attrs


def test_no_picture_shows_nothing():
    assert photo(None) is None


def story(images: list[SiteImage]):
    page = home_page()
    block = page.body.stream_block
    page.body = [
        ("gallery", block.child_blocks["gallery"].to_python({"pictures": _pictures(images), "caption": ""})),
        ("picture", {"image": images[0], "caption": "", "size": "text"}),
    ]
    page.save()
    return type(page).objects.get(pk=page.pk).body


def _pictures(images: list[SiteImage]) -> list[dict]:
    return [
        {
            "type": "item",
            "id": str(n),
            "value": {"image": one.pk, "alt_text": f"Number {n}", "decorative": False},
        }
        for n, one in enumerate(images)
    ]


@pytest.mark.parametrize("number", [2, 4])
def test_story_reads_all_its_pictures_in_one_query(number, django_assert_num_queries):
    images = [picture(str(n), (60, 40)) for n in range(number)]
    for image in images:
        make_renditions(image, PALETTE["wide"])
    body = story(images)

    # One for the pictures of each kind of block, one for all renditions.
    with django_assert_num_queries(3):
        found = with_renditions(body)
        shown = BeautifulSoup(found.render_as_block(), "html.parser")

    words = [one["alt"] for one in shown.select("img")]
    assert words == [*(f"Number {n}" for n in range(number)), "The 0"]

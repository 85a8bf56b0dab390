"""A picture on its way in: through every form of the admin, stored without what it tells, or refused."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.images import SiteImage
from locations.models import House
from tests.factories.locations import HouseFactory, StewardFactory
from tests.home.uploads import SECRETS, bomb, encoded, place_in, telling, two_halves

# Wagtail leaves temporary files to the collector.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
WORDS = "Stairs in the evening sun"


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    gc.collect()


@pytest.fixture
def house() -> House:
    return HouseFactory()


@pytest.fixture
def steward(client, house):
    client.force_login(StewardFactory(house=house))
    return client


def upload(data: bytes, name: str = "IMG_1234.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def add(steward, house, data: bytes, *, name: str = "IMG_1234.jpg", description: str = WORDS):
    fields = {"title": "Stairs", "description": description, "collection": house.collection_id, "tags": ""}
    return steward.post(reverse("wagtailimages:add"), fields | {"file": upload(data, name)})


def choose(steward, house, data: bytes):
    fields = {"title": "Stairs", "description": WORDS, "collection": house.collection_id, "tags": ""}
    fields = {f"image-chooser-upload-{name}": value for name, value in fields.items()}
    address = reverse("wagtailimages_chooser:create")
    return steward.post(address, fields | {"image-chooser-upload-file": upload(data)})


def add_several(steward, house, data: bytes):
    """The page where files are dropped: first the file, then, since words are needed, its form."""
    first = steward.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Stairs", "collection": house.collection_id, "files[]": upload(data)},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    number = first["uploaded_file_id"]
    prefix = f"uploaded-image-{number}"
    fields = {"title": "Stairs", "description": WORDS, "collection": house.collection_id, "tags": ""}
    return steward.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]),
        {f"{prefix}-{name}": value for name, value in fields.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


@pytest.mark.parametrize(
    ("way", "kind"),
    [(add, "JPEG"), (choose, "JPEG"), (add_several, "JPEG"), (add, "HEIF"), (add, "PNG"), (add, "WEBP")],
)
def test_no_way_in_keeps_where_a_picture_was_taken(steward, house, media, way, kind):
    way(steward, house, telling(kind, turned=6 if kind == "JPEG" else 1))

    image = SiteImage.objects.get()
    files = [path.read_bytes() for path in media.rglob("*") if path.is_file()]
    assert (image.description, image.collection) == (WORDS, house.collection)
    assert (image.width, image.height) == ((40, 60) if kind == "JPEG" else (60, 40))
    assert image.file.size == image.file_size
    assert [place_in(data) for data in files] == [{}] * len(files)
    assert [secret for secret in SECRETS for data in files if secret in data] == []


def test_a_large_upload_that_waits_on_the_disk_is_cleaned_too(steward, house, media, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10

    add(steward, house, telling("JPEG"))

    assert place_in(SiteImage.objects.get().file.read()) == {}


def test_code_that_stores_a_picture_stores_it_clean():
    image = SiteImage.objects.create(
        title="Moved", file=ContentFile(telling("PNG", turned=6), name="old.png")
    )

    assert (image.file.name, image.width, image.height) == ("original_images/old.jpg", 40, 60)
    assert place_in(image.file.read()) == {}


def test_name_says_nothing_of_the_type(steward, house):
    add(steward, house, encoded("HEIF"), name="photo.png")

    assert SiteImage.objects.get().file.name == "original_images/photo.jpg"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (bomb(), "room.png", "This picture has too many pixels; at most 40 million can be stored."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "room.jpg", "Drawings in SVG can’t be stored."),
        (b"%PDF-1.7", "room.jpg", "This file is no picture of a kind we know, whatever its name says."),
        (
            encoded("JPEG", two_halves((900, 900)))[:2500],
            "room.jpg",
            "This picture is damaged or ends too early",
        ),
    ],
)
def test_file_that_will_not_do_is_refused_in_words(steward, house, data, name, said):
    answer = add(steward, house, data, name=name)

    assert answer.context["form"].errors["file"][0].startswith(said)
    assert not SiteImage.objects.exists()


def test_file_that_is_too_large_is_refused_with_both_sizes(steward, house, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 4096

    answer = add(steward, house, encoded("PNG") + bytes(8192))

    (said,) = answer.context["form"].errors["file"]
    assert said.startswith("This file has 8.1\xa0KB; at most 4.0\xa0KB can be stored.")


def test_picture_needs_words_for_who_does_not_see_it(steward, house):
    answer = add(steward, house, encoded("JPEG"), description="")

    assert answer.context["form"].errors == {"description": ["Say in one sentence what is to be seen."]}
    assert not SiteImage.objects.exists()


def test_new_file_takes_the_place_of_the_old_one(steward, house, media):
    add(steward, house, encoded("JPEG"))
    image = SiteImage.objects.get()
    fields = {"title": "Roof", "description": "The roof", "collection": house.collection_id, "tags": ""}
    address = reverse("wagtailimages:edit", args=[image.pk])

    steward.post(address, fields | {"file": upload(telling("HEIF"), "roof.heic")})

    image.refresh_from_db()
    assert (image.file.name, image.title) == ("original_images/roof.jpg", "Roof")
    assert [path.name for path in (media / "original_images").iterdir()] == ["roof.jpg"]

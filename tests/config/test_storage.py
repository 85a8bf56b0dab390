"""Uploads in a bucket: where they lie, who may read them, and what happens when the bucket is away."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image
from wagtail.tasks import delete_file_from_storage_task

from config import media, storage
from config.media import Bucket
from home.images import SiteDocument, SiteImage, SiteRendition
from tests.config import buckets
from tests.factories.members import UserFactory

# Wagtail leaves the temporary files of renditions and documents to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Exception ignored in. <function SpooledTemporaryFile"),
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


@pytest.fixture(scope="session")
def s3() -> Iterator[Bucket]:
    with buckets.s3() as bucket:
        yield bucket


@pytest.fixture
def use(settings, monkeypatch):
    """Makes the site use a bucket."""
    monkeypatch.setattr(storage.BucketStorage, "patience", 0.2)

    def use(bucket: Bucket) -> None:
        settings.BUCKET = bucket
        settings.MEDIA_URL = bucket.url
        settings.STORAGES = {**settings.STORAGES, **media.IN_BUCKET}
        # Fields look their storage up once, when their model is made.
        for model, alias in ((SiteRendition, "renditions"), (SiteDocument, "private")):
            monkeypatch.setattr(model._meta.get_field("file"), "storage", storages[alias])

    return use


def a_picture(colour: str = "teal") -> ContentFile:
    written = BytesIO()
    Image.new("RGB", (1200, 800), colour).save(written, "JPEG")
    return ContentFile(written.getvalue(), "stairs.jpg")


def keys(bucket: Bucket) -> list[str]:
    listed = buckets.client_of(bucket).list_objects_v2(Bucket=bucket.name)
    return [entry["Key"] for entry in listed.get("Contents", [])]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"name": "houses"}, "https://houses.s3.eu-central-1.amazonaws.com"),
        ({"name": "media.example.org"}, "https://s3.eu-central-1.amazonaws.com/media.example.org"),
        ({"domain": "media.example.org"}, "https://media.example.org"),
        ({"domain": "http://localhost:5000/houses/"}, "http://localhost:5000/houses"),
        ({"name": "houses", "endpoint": "http://127.0.0.1:5000/"}, "http://127.0.0.1:5000/houses"),
    ],
)
def test_address_is_one_that_browsers_can_open(given, address):
    bucket = buckets.bucket_at(**{"endpoint": "", **given})

    assert bucket.address == address
    assert bucket.url == f"{address}/public/"


def test_original_is_public_immutable_and_never_overwritten(s3, use):
    use(s3)

    default = storages["default"]

    first, second = (default.save("original_images/hall.txt", ContentFile(b)) for b in (b"1", b"2"))

    assert first != second
    answer = requests.get(default.url(first), timeout=5)
    assert answer.content == b"1"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert default.url(first) == f"{s3.url}{first}"


def test_rendition_keeps_its_address_and_is_fresh_within_a_day(s3, use):
    use(s3)

    first, second = (storages["renditions"].save("images/hall.txt", ContentFile(b)) for b in (b"1", b"2"))

    assert first == second
    answer = requests.get(storages["renditions"].url(first), timeout=5)
    assert answer.content == b"2"
    assert answer.headers["Cache-Control"] == "public, max-age=86400, stale-while-revalidate=604800"


def test_private_file_has_no_public_address(s3, use):
    use(s3)

    name = storages["private"].save("people/ana.txt", ContentFile(b"me"))

    assert f"private/{name}" in keys(s3)
    assert requests.get(f"{s3.address}/private/{name}", timeout=5).status_code == 403
    with storages["private"].open(name) as file:
        assert file.read() == b"me"


@pytest.mark.django_db
def test_picture_is_kept_and_cropped_in_the_bucket(s3, use):
    use(s3)

    image = SiteImage.objects.create(title="The stairs", file=a_picture())
    rendition = image.get_rendition("fill-500x325|format-webp")

    assert f"public/{image.file.name}" in keys(s3)
    assert requests.get(rendition.url, timeout=5).headers["Content-Type"] == "image/webp"


@pytest.mark.django_db
def test_document_comes_through_its_view_alone(s3, use, client):
    use(s3)
    document = SiteDocument.objects.create(title="Lease", file=ContentFile(b"a lease", "lease.txt"))

    answer = client.get(document.url)

    assert f"private/{document.file.name}" in keys(s3)
    assert b"".join(answer.streaming_content) == b"a lease"


def test_what_tasks_are_told_of_a_storage_holds_no_keys(s3, use):
    use(s3)

    assert {alias: storages[alias].deconstruct() for alias in media.IN_BUCKET} == {
        "default": ("config.storage.Originals", (), {}),
        "renditions": ("config.storage.Renditions", (), {}),
        "private": ("config.storage.Private", (), {}),
    }


@pytest.mark.django_db
def test_deleted_picture_leaves_the_bucket(s3, use):
    use(s3)
    name = storages["default"].save("original_images/gone.txt", ContentFile(b"1"))

    delete_file_from_storage_task.func(storages["default"].deconstruct(), name)

    assert f"public/{name}" not in keys(s3)


def test_missing_file_is_missing_as_on_a_disk(s3, use):
    use(s3)

    with pytest.raises(FileNotFoundError):
        storages["default"].open("original_images/nowhere.jpg")


ERROR = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CUT_SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\nhalf"


@pytest.fixture(params=["nobody", "silence", "errors", "cut short"])
def outage(request: pytest.FixtureRequest) -> Iterator[Bucket]:
    answers = {"silence": b"", "errors": ERROR, "cut short": CUT_SHORT}
    away = buckets.nobody() if request.param == "nobody" else buckets.answering(answers[request.param])
    with away as bucket:
        yield bucket


def test_outage_is_an_error_of_files(outage, use):
    use(outage)

    with (
        pytest.raises(storage.StoreUnavailable),
        storages["default"].open("original_images/hall.jpg") as file,
    ):
        file.read()


@pytest.mark.django_db
def test_upload_while_the_bucket_is_away_says_what_to_do(use, client, settings):
    client.force_login(UserFactory(is_superuser=True))
    with buckets.nobody() as bucket:
        use(bucket)
        fields = {"title": "The stairs", "description": "Stairs in the sun", "collection": 1}
        answer = client.post(reverse("wagtailimages:add"), fields | {"file": a_picture()})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Nothing was saved." in answer.text
    assert not SiteImage.objects.exists()


def test_replaced_file_on_disk_is_whole_and_keeps_its_name(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    disk = storage.ReplacingFiles(location=tmp_path)

    first, second = (disk.save("images/hall.txt", ContentFile(b)) for b in (b"1", b"2"))

    assert first == second == "images/hall.txt"
    assert [path.name for path in (tmp_path / "images").iterdir()] == ["hall.txt"]
    assert (tmp_path / "images" / "hall.txt").read_bytes() == b"2"

"""Our image, rendition and document models: custom from the first migration."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage
from wagtail.models import Collection

from home.rules.cleaning import Fault, Unusable, clean
from home.rules.specs import focus_classes

# The first half of the key of the locks on files' names: anything but what others use.
FAMILY = 2_718_281


class Replaced(SourceImageIOError):
    """The picture went, or got another file, while a size of it was made; nothing of the old one is kept."""


def private_storage() -> Storage:
    """Storage without public addresses; a callable, so that migrations hold no settings."""
    return storages["private"]


class CleanImageFile(WagtailImageFieldFile):
    """The one way into the storage: whatever comes is encoded anew, and nothing but the picture is kept."""

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        if not getattr(content, "is_clean", False):
            content = cleaned(content, name=name)
            name = str(content.name)
        super().save(name, content, save=save)


class CleanImageField(WagtailImageField):
    attr_class = CleanImageFile


def cleaned(upload: File[bytes], *, name: str) -> ContentFile[bytes]:
    """The picture of an upload as it may be stored, named after its true type; Unusable says why not."""
    if upload.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise Unusable(Fault.TOO_LARGE)
    upload.seek(0)
    found = clean(upload.read(), max_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    file = ContentFile(found.data, name=PurePath(name).stem + found.suffix)
    file.is_clean = True  # type: ignore[attr-defined]
    return file


class SiteImage(AbstractImage):
    """A picture; `description` is its alt text wherever the place of use gives none."""

    file = CleanImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    # What its sizes were last made from and for (`queries.edition`), and when to try again if that failed.
    made = models.CharField(max_length=255, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    next_at = models.DateTimeField(null=True, blank=True, editable=False)
    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        permissions = [("choose_image", "Can choose image")]

    @property
    def focus(self) -> str:
        """Classes that keep the focal point in view where a page crops the picture."""
        return focus_classes(self.focal_point_x, self.focal_point_y, width=self.width, height=self.height)

    def create_rendition(self, filter: Filter) -> "SiteRendition":
        """Wagtail's way to a size that nobody made yet, as safe as ours. Replaced is an outcome it knows."""
        return keep(self, filter, self.generate_rendition_file(filter))

    def create_renditions(self, *filters: Filter) -> dict[Filter, "SiteRendition"]:
        return {one: self.create_rendition(one) for one in filters}


class SiteRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_filter"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """In a folder of its picture: names are cut to sixty letters, and may then be the same."""
        folder, name = PurePath(super().get_upload_to(filename)).parts
        return f"{folder}/{self.image_id}/{name}"


@contextmanager
def alone_with(name: str) -> Iterator[None]:
    """Nobody else writes or deletes a rendition's file of that name meanwhile; ends with the connection too.

    Held for the session, since files are written outside of any transaction; inside of one until its end, as
    nobody sees before what it wrote.
    """
    key = [FAMILY, zlib.crc32(name.encode()) - 2**31]
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", key)
        yield
        return
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


def keep(image: SiteImage, wanted: Filter, file: File[bytes]) -> SiteRendition:
    """The rendition that was missing: its file first, then its row; somebody else's if they were quicker.

    No deletion of that name comes between the two. Raises Replaced.
    """
    key = {"filter_spec": wanted.spec, "focal_point_key": wanted.get_cache_key(image)}
    row = SiteRendition(image=image, file=file, **key)
    with alone_with(row.file.field.generate_filename(row, str(file.name))):
        if there := SiteRendition.objects.filter(image_id=image.pk, **key).first():
            return there
        row.file.save(str(file.name), file, save=False)
        with transaction.atomic():
            is_same = _stays(image)
            if is_same:
                row.save(force_insert=True)
        if not is_same:
            # The storage keeps it if another rendition has it.
            row.file.storage.delete(str(row.file.name))
            raise Replaced(f"Picture {image.pk} has another file now, or is gone.")
    return row


def _stays(image: SiteImage) -> bool:
    """Whether the picture still has the file that its size was made of, until the transaction ends.

    Whoever replaces it deletes its sizes after that, this one among them.
    """
    rows = SiteImage.objects.select_for_update(no_key=True).filter(pk=image.pk, file=str(image.file.name))
    return bool(rows.values_list("pk"))


class Remaking(models.Model):
    """One run that makes pictures' sizes again; how far it got is here, so that it can go on after a fall."""

    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    spec = models.CharField(max_length=255, blank=True)
    only_missing = models.BooleanField(default=False)
    # Asked for in the admin, so made by the worker; otherwise by a command, which goes on only when called.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_worker = models.BooleanField(default=False)
    edition = models.CharField(max_length=8)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Pictures are taken in the order of their ids; all up to this one are done.
    cursor = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    # [[id of the picture, what was wrong], …]
    failures = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by_worker"],
                condition=models.Q(by_worker=True, ended_at__isnull=True),
                name="remaking_one_by_the_worker_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.done} of {self.total} pictures"


class SiteDocument(AbstractDocument):
    """A file to download; always through a view that asks who is there."""

    file = models.FileField(upload_to="documents", storage=private_storage)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]

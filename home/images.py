"""Our image, rendition and document models: custom from the first migration."""

from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage
from wagtail.models import Collection

from home.rules.cleaning import Fault, Unusable, clean
from home.rules.specs import focus_classes


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

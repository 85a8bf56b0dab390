"""Our image, rendition and document models: custom from the first migration."""

from django.core.files.storage import storages
from django.core.files.storage.base import Storage
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


def private_storage() -> Storage:
    """Storage without public addresses; a callable, so that migrations hold no settings."""
    return storages["private"]


class SiteImage(AbstractImage):
    """A picture; `description` is its alt text wherever the place of use gives none."""

    legacy_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        permissions = [("choose_image", "Can choose image")]


class SiteRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_filter"
            )
        ]


class SiteDocument(AbstractDocument):
    """A file to download; always through a view that asks who is there."""

    file = models.FileField(upload_to="documents", storage=private_storage)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]

"""What a person may upload as a picture or call a page, and what is said where it won't do."""

from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.images import cleaned
from home.models import is_home, not_reserved
from home.rules.cleaning import Fault, Unusable

SAYS = {
    Fault.TOO_LARGE: _(
        "This file has %(size)s; at most %(most)s can be stored. Save the picture smaller and choose it "
        "again."
    ),
    Fault.TOO_MANY_PIXELS: _(
        "This picture has too many pixels; at most %(pixels)s million can be stored. Save it smaller and "
        "choose it again."
    ),
    Fault.DRAWING: _("Drawings in SVG can’t be stored. Save it as a PNG and choose that."),
    Fault.UNKNOWN: _(
        "This file is no picture of a kind we know, whatever its name says. Known are: %(kinds)s."
    ),
    Fault.BROKEN: _(
        "This picture is damaged or ends too early, as after a download that broke off. Fetch it once more "
        "and choose it again."
    ),
}
KINDS = "JPEG, HEIC, PNG, WebP, AVIF, GIF"


class PictureField(WagtailImageField):
    """Takes a picture by its content, and leaves nothing in the upload but the picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _("%(kinds)s, up to %(most)s. Where and when it was taken is not kept.") % {
            "kinds": KINDS,
            "most": filesizeformat(self.max_upload_size),
        }

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        upload = cast(UploadedFile | None, FileField.to_python(self, data))
        if upload is None:
            return None
        try:
            _leave_only_the_picture(upload)
        except Unusable as error:
            words = {
                "size": filesizeformat(upload.size or 0),
                "most": filesizeformat(self.max_upload_size),
                "pixels": self.max_image_pixels // 1_000_000,
                "kinds": KINDS,
            }
            raise ValidationError(SAYS[error.fault] % words, code=error.fault.name.lower()) from error
        return upload


def _leave_only_the_picture(upload: UploadedFile) -> None:
    """Write the clean picture over the upload: Wagtail stores some before the rest of their form is right."""
    clean = cleaned(upload, name=str(upload.name))
    content = cast(IO[bytes], upload.file)
    content.seek(0)
    content.truncate()
    upload.size = content.write(clean.read())
    content.flush()
    content.seek(0)
    upload.name = clean.name
    upload.is_clean = True  # type: ignore[attr-defined]


class PictureForm(BaseImageForm):
    """The form of a picture in the admin: no picture without words for who doesn't see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureField(
                label=given.label, required=given.required, widget=given.widget
            )
        if "description" in self.fields:
            field = self.fields["description"]
            field.required = True
            field.label = _("What is to be seen")
            field.help_text = _(
                "One sentence for people who don’t see the picture: “Stairs in the evening sun”."
            )
            field.error_messages["required"] = _("Say in one sentence what is to be seen.")


class StandardPageForm(WagtailAdminPageForm):
    """The form of a page of words, which says at once where an address is the site's own."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if "slug" in data and self.parent_page is not None and is_home(self.parent_page):
            try:
                not_reserved(data["slug"])
            except ValidationError as error:
                self.add_error("slug", error)
        return data

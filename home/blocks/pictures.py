"""Blocks of pictures: one, several, beside words, and a film that waits for a click."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from home.blocks.words import PROSE
from home.images import SiteImage
from home.rules.embeds import KNOWN, Player, player


class DescribedImageBlock(ImageBlock):
    """A picture that is part of what the page tells, so it needs words: never a mere decoration."""

    def clean(self, value: SiteImage | None) -> SiteImage | None:
        cleaned: SiteImage | None = super().clean(value)
        if cleaned and cleaned.decorative and not self.is_deferred_validation:
            error = ValidationError(
                _("Here the picture is what the page shows: say what is to be seen on it.")
            )
            raise blocks.StructBlockValidationError(block_errors={"decorative": error})
        return cleaned


class PictureBlock(blocks.StructBlock):
    image = DescribedImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=160)
    size = blocks.ChoiceBlock(
        choices=[("text", _("As wide as the text")), ("wide", _("Wider")), ("full", _("The whole screen"))],
        default="text",
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("One picture, with a caption if it needs one.")
        template = "blocks/picture.html"
        preview_template = "blocks/preview/picture.html"


class GalleryBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(DescribedImageBlock(), min_num=2, max_num=12)
    caption = blocks.CharBlock(required=False, max_length=160)

    class Meta:
        icon = "grip"
        label = _("Gallery")
        description = _("Two to twelve pictures together. The first is the largest.")
        template = "blocks/gallery.html"
        preview_template = "blocks/preview/gallery.html"


class ColumnBlock(blocks.StructBlock):
    image = ImageBlock(required=False, label=_("Picture"))
    text = blocks.RichTextBlock(required=False, features=PROSE)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["image"] and not cleaned["text"] and not self.is_deferred_validation:
            error = ValidationError(_("Choose a picture, write something, or both."))
            raise blocks.StructBlockValidationError(block_errors={"text": error})
        return cleaned


class ColumnsBlock(blocks.StructBlock):
    columns = blocks.ListBlock(ColumnBlock(), min_num=2, max_num=3)

    class Meta:
        icon = "table"
        label = _("Columns")
        description = _(
            "Pictures and text side by side, in two or three columns; on a phone one below the other."
        )
        template = "blocks/columns.html"
        preview_template = "blocks/preview/columns.html"


class EmbedValue(blocks.StructValue):
    @property
    def player(self) -> Player | None:
        return player(self.get("address") or "")


class EmbedBlock(blocks.StructBlock):
    address = blocks.URLBlock(help_text=_("The film’s own address, from %(known)s.") % {"known": KNOWN})
    title = blocks.CharBlock(max_length=120, help_text=_("What the film shows: “A walk through the house”."))
    image = ImageBlock(required=False, label=_("Picture until it is played"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned.player is None:
            error = ValidationError(
                _("That is no address of a film we can play. Known are: %(known)s."), params={"known": KNOWN}
            )
            raise blocks.StructBlockValidationError(block_errors={"address": error})
        return cleaned

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film from elsewhere. Nothing is fetched from there until somebody plays it.")
        template = "blocks/embed.html"
        value_class = EmbedValue
        preview_value = {
            "address": "https://vimeo.com/76979871",
            "title": "A walk through the house",
            "image": None,
        }

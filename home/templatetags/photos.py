"""Shows pictures in the sizes and formats that are made of them, by the names of `rules.specs.PALETTE`."""

from django import template
from django.forms.utils import flatatt
from django.template.context import Context
from django.utils.html import format_html
from wagtail.blocks import StreamValue
from wagtail.images.models import Filter, Picture

from home.images import SiteImage, SiteRendition
from home.queries import with_renditions
from home.rules.specs import PALETTE

register = template.Library()


@register.simple_tag
def photo(image: SiteImage | None, name: str, **attrs: str) -> str:
    """A `<picture>` of `image` in the sizes of that name, with its alt text and its focal point.

    It makes nothing: until the worker has been there, the picture is shown as it was stored.
    """
    if not image:
        return ""
    filters = [Filter(spec) for spec in PALETTE[name]]
    found = image.find_existing_renditions(*filters)
    made = {one.spec: found[one] for one in filters if one in found}
    for rendition in made.values():
        # The words may differ from place to place, while the renditions are shared.
        rendition.image = image
    if classes := " ".join(filter(None, [attrs.get("class"), image.focus])):
        attrs["class"] = classes
    return str(Picture(made, attrs)) if made else _stored(image, attrs)


def _stored(image: SiteImage, attrs: dict[str, str]) -> str:
    # Renditions may lie in another storage; only their words are borrowed.
    words = SiteRendition(image=image).alt
    shown = {"src": image.file.url, "width": image.width, "height": image.height, "alt": words}
    return format_html("<picture><img{}></picture>", flatatt(shown | attrs))


@register.simple_tag(takes_context=True)
def story(context: Context, body: StreamValue) -> str:
    """A page's blocks, the renditions of all their pictures read in one query."""
    return with_renditions(body).render_as_block(context.flatten()) if body else ""

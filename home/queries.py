"""Pictures with their renditions at hand, and those whose renditions are still to be made."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Prefetch, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Cast, Coalesce, Concat
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images.models import Filter

from home.images import SiteImage, SiteRendition
from home.rules.specs import EDITION

FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def pictures(ids: Iterable[int | None]) -> dict[int, SiteImage]:
    """Image id → image, every rendition prefetched, so that showing many costs two queries in all."""
    wanted = {pk for pk in ids if pk}
    images = SiteImage.objects.filter(pk__in=wanted).prefetch_renditions()
    return {image.pk: image for image in images}


def with_renditions(story: StreamValue) -> StreamValue:
    """The story itself, its pictures' renditions read in one query, however many there are."""
    found = list(_pictures_in(story))
    if found:
        renditions = Prefetch("renditions", SiteRendition.objects.all(), to_attr="prefetched_renditions")
        prefetch_related_objects(found, renditions)
    return story


def _pictures_in(value: Any) -> Iterator[SiteImage]:
    match value:
        case SiteImage():
            yield value
        case StreamValue():
            for child in value:
                yield from _pictures_in(child.value)
        case StructValue():
            for part in value.values():
                yield from _pictures_in(part)
        case ListValue():
            for part in value:
                yield from _pictures_in(part)


def edition(image: SiteImage) -> str:
    """What a picture's renditions are made from and for: its file, its focal point and the specs in use."""
    focus = ":".join("" if (place := getattr(image, name)) is None else str(place) for name in FOCUS)
    return f"{EDITION}:{focus}:{image.file.name}"


def unmade(now: datetime) -> QuerySet[SiteImage]:
    """Pictures whose renditions are still to be made and may be tried at `now`, the oldest first.

    A new file, another focal point and another spec in use each make them due again.
    """
    focus = [part for name in FOCUS for part in (Coalesce(Cast(name, CharField()), Value("")), Value(":"))]
    wanted = Concat(Value(f"{EDITION}:"), *focus, F("file"), output_field=CharField())
    ready = Q(next_at__isnull=True) | Q(next_at__lte=now)
    return SiteImage.objects.alias(wanted=wanted).filter(ready).exclude(made=F("wanted")).order_by("pk")


def missing(image: SiteImage, specs: Iterable[str]) -> list[Filter]:
    """Those of `specs` that the picture has no rendition of, for the focal point it has now."""
    filters = [Filter(spec) for spec in specs]
    there = set(SiteRendition.objects.filter(image=image).values_list("filter_spec", "focal_point_key"))
    return [one for one in filters if (one.spec, one.get_cache_key(image)) not in there]

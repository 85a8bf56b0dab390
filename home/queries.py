"""Pictures with their renditions at hand, those whose renditions are still to be made, and daily runs."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Prefetch, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Cast, Coalesce, Concat
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images.models import Filter
from wagtail.models import Collection

from home.images import Remaking, SiteImage, SiteRendition
from home.models import DailyRun
from home.rules.specs import EDITION, IN_USE

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


def stuck_pictures() -> QuerySet[SiteImage]:
    """Pictures whose renditions were tried several times and are not made yet."""
    return SiteImage.objects.filter(attempts__gte=3, next_at__isnull=False)


def missing(image: SiteImage, specs: Iterable[str]) -> list[Filter]:
    """Those of `specs` that the picture has no rendition of, for the focal point it has now."""
    filters = [Filter(spec) for spec in specs]
    there = set(SiteRendition.objects.filter(image=image).values_list("filter_spec", "focal_point_key"))
    return [one for one in filters if (one.spec, one.get_cache_key(image)) not in there]


def in_scope(run: Remaking) -> QuerySet[SiteImage]:
    """The pictures a run is about, in its order: all, or those of a collection and the ones below it."""
    images = SiteImage.objects.order_by("pk")
    if run.collection is None:
        return images
    inside = Collection.objects.descendant_of(run.collection, inclusive=True)
    return images.filter(collection__in=inside)


def as_made(image: SiteImage, specs: Iterable[str]) -> dict[Filter, SiteRendition | None]:
    """Each of `specs`, or of those in use and there already, with its rendition for today's focal point."""
    rows = {(row.filter_spec, row.focal_point_key): row for row in image.renditions.all()}
    names = dict.fromkeys(specs or (*IN_USE, *(spec for spec, _key in rows)))
    filters = [Filter(spec) for spec in names]
    return {one: rows.get((one.spec, one.get_cache_key(image))) for one in filters}


def shared_names(image: SiteImage) -> set[str]:
    """Files of the picture's renditions that a rendition of another picture calls its own as well."""
    own = SiteRendition.objects.filter(image=image).values("file")
    others = SiteRendition.objects.filter(file__in=own).exclude(image=image)
    return set(others.values_list("file", flat=True))


def latest_by_worker() -> Remaking | None:
    """The run that was asked for last in the admin, under way or over."""
    return Remaking.objects.filter(by_worker=True).select_related("by").order_by("begun_at", "pk").last()


def failed_pictures(run: Remaking | None) -> list[tuple[SiteImage | None, str]]:
    """The pictures a run could not do and why; None where one has been deleted since."""
    failures = run.failures if run else []
    images = SiteImage.objects.in_bulk([pk for pk, _why in failures])
    return [(images.get(pk), why) for pk, why in failures]


def last_run(*, good: bool = False) -> DailyRun | None:
    """The daily run that ended last; of the `good` ones, in which nothing failed."""
    ended = DailyRun.objects.filter(ended_at__isnull=False)
    return (ended.filter(failures=[]) if good else ended).order_by("begun_at", "pk").last()

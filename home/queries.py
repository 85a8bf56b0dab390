"""Pictures with their renditions at hand."""

from collections.abc import Iterable

from home.images import SiteImage


def pictures(ids: Iterable[int | None]) -> dict[int, SiteImage]:
    """Image id → image, every rendition prefetched, so that showing many costs two queries in all."""
    wanted = {pk for pk in ids if pk}
    images = SiteImage.objects.filter(pk__in=wanted).prefetch_renditions()
    return {image.pk: image for image in images}

"""Makes the files of a picture's sizes from one decoding, through Wagtail's own filters."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, Self

from django.conf import settings
from django.core.files.base import File
from wagtail.images.models import Filter
from wagtail.images.rect import Rect
from willow.image import AvifImageFile, JPEGImageFile, WebPImageFile
from willow.plugins.pillow import PillowImage

from home.images import SiteImage
from home.rules.cleaning import pixels
from home.rules.scaling import Scaler, shrink_for

# Measured on photographs: as small and as close as the encoders' own choice, in a tenth of the time (AVIF)
# and in half of it (WebP). Other processes use the other processors. A JPEG of one scan, for browsers that
# know neither, takes a third of the time of one of many and is three percent larger.
AVIF_EFFORT = {"speed": 9, "max_threads": 1}
WEBP_EFFORT = {"method": 1}
JPEG_EFFORT = {"optimize": True, "progressive": False}


class _Quick(PillowImage):
    """A picture whose encoders hurry where that costs nothing one sees."""

    def save_as_avif(
        self, f: IO[bytes], quality: int = 80, lossless: bool = False, **more: Any
    ) -> AvifImageFile:
        if lossless:
            return super().save_as_avif(f, quality=quality, lossless=True, **more)
        self.image.save(f, "AVIF", quality=quality, **AVIF_EFFORT)
        return AvifImageFile(f)

    def save_as_jpeg(self, f: IO[bytes], quality: int = 85, **more: Any) -> JPEGImageFile:
        return super().save_as_jpeg(f, quality=quality, **more | JPEG_EFFORT)

    def save_as_webp(
        self, f: IO[bytes], quality: int = 80, lossless: bool = False, **more: Any
    ) -> WebPImageFile:
        if lossless:
            return super().save_as_webp(f, quality=quality, lossless=True, **more)
        self.image.save(f, "WEBP", quality=quality, **WEBP_EFFORT)
        return WebPImageFile(f)


class Decoded:
    """What a filter asks of a picture, answered from pixels that are in memory already."""

    def __init__(self, scaler: Scaler, rect: Rect | None = None) -> None:
        self.image = scaler
        self.format_name = "png" if scaler.has_alpha else "jpeg"
        self.rect = rect or Rect(0, 0, scaler.width, scaler.height)

    def auto_orient(self) -> Self:
        return self

    def crop(self, rect: Rect) -> "Decoded":
        left, top, right, bottom = rect
        inside = Rect(max(0, left), max(0, top), min(right, self.image.width), min(bottom, self.image.height))
        return Decoded(self.image, inside)

    def resize(self, size: tuple[int, int]) -> _Quick:
        left, top, right, bottom = (int(edge) for edge in self.rect)
        return _Quick(self.image.cut((left, top, right, bottom), size))


class _OfPixels(Filter):
    @contextmanager
    def get_willow_image(self, image: SiteImage, source: Decoded | None = None) -> Iterator[Decoded | None]:
        yield source


def decoded(image: SiteImage, filters: Iterable[Filter]) -> Decoded:
    """The picture, decoded once, as large as the filters need it.

    OSError where its file is gone, `cleaning.Unusable` where it is no picture.
    """
    with image.open_file() as file:
        data = file.read()
    shrink = partial(_shrink, image, list(filters))
    return Decoded(Scaler(pixels(data, max_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, shrink=shrink)))


def _shrink(image: SiteImage, filters: Iterable[Filter], width: int, height: int) -> int:
    return shrink_for(reduction(one, image, (width, height)) for one in filters)


def reduction(one: Filter, image: SiteImage, size: tuple[int, int] | None = None) -> float:
    """How many times smaller the filter makes what it keeps of the picture; `size`: its true one."""
    transform = one.get_transform(image, size)
    return min(1 / scale for scale in transform.scale)


def file_of(image: SiteImage, wanted: Filter, source: Decoded) -> File:
    """The file of one size, named as Wagtail names it; nothing is stored yet."""
    return image.generate_rendition_file(_OfPixels(wanted.spec), source=source)

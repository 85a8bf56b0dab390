"""Makes an uploaded picture safe to show: decoded whole, upright, in sRGB, and nothing but the picture.

Phones write where and when a picture was taken, by which camera and whose; none of it is kept. What is stored
is always encoded by us, whatever was sent, and its type is read from its content, never from its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

# Pillow knows its rarer formats only once it is told to look for them.
Image.init()
register_heif_opener()

ACCEPTED: Final = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
LOSSLESS: Final = {"PNG", "GIF"}
LONGEST_SIDE: Final = 3840
QUALITY: Final = 90
# The ways of holding the camera that put width and height in each other's place.
LYING: Final = {5, 6, 7, 8}
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Fault(StrEnum):
    """Why a file is refused."""

    TOO_LARGE = "too large"
    TOO_MANY_PIXELS = "too many pixels"
    DRAWING = "drawing"
    UNKNOWN = "unknown"
    BROKEN = "broken"


class Unusable(ValueError):
    """A file that can't be stored as a picture, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Clean:
    """A picture as it is stored; `suffix` with its dot."""

    data: bytes
    suffix: str


def clean(data: bytes, *, max_pixels: int) -> Clean:
    """The picture in `data` as a JPEG, or as a PNG where it is see-through; Unusable says why not.

    At most 3840 pixels on its longest side. Of a moving picture, the first frame.
    """
    picture, lossless = _opened(data, max_pixels)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", optimize=True)
        return Clean(out.getvalue(), ".png")
    picture.save(out, "JPEG", quality=QUALITY, progressive=True, subsampling=0 if lossless else 2)
    return Clean(out.getvalue(), ".jpg")


@dataclass(frozen=True)
class Pixels:
    """What is seen, perhaps decoded at a half, a quarter or an eighth; `width` and `height` of the whole."""

    image: Image.Image
    width: int
    height: int


def pixels(data: bytes, *, max_pixels: int, shrink: Callable[[int, int], int] = lambda *size: 1) -> Pixels:
    """The pixels alone: upright, RGB or RGBA in sRGB, without anything else that was in the file.

    `shrink` is asked with the upright size how many times smaller (1, 2, 4 or 8) is enough: a JPEG is then
    decoded at that size at once, any other kind whole.
    """
    size: list[tuple[int, int]] = []

    def prepare(picture: Image.Image) -> None:
        size.append(_upright(picture))
        smaller = shrink(*size[0])
        if smaller > 1:
            picture.draft(None, (picture.width // smaller, picture.height // smaller))

    image, _lossless = _opened(data, max_pixels, prepare)
    return Pixels(image, *size[0])


def _upright(picture: Image.Image) -> tuple[int, int]:
    lies = picture.getexif().get(ExifTags.Base.Orientation) in LYING
    return (picture.height, picture.width) if lies else picture.size


def _opened(
    data: bytes, max_pixels: int, prepare: Callable[[Image.Image], None] = lambda picture: None
) -> tuple[Image.Image, bool]:
    try:
        with Image.open(BytesIO(data), formats=ACCEPTED) as picture:
            # The size is in the first bytes; only then is memory taken for the pixels.
            if picture.width * picture.height > max_pixels:
                raise Unusable(Fault.TOO_MANY_PIXELS)
            prepare(picture)
            picture.load()
            return _bare(ImageOps.exif_transpose(picture)), picture.format in LOSSLESS
    except BOMB as error:
        raise Unusable(Fault.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise Unusable(Fault.DRAWING if _is_drawing(data) else Fault.UNKNOWN) from error
    except (OSError, SyntaxError, EOFError, ValueError, IndexError) as error:
        # Each of Pillow's readers has its own way to say that a file ends too early or is not what it says.
        if isinstance(error, Unusable):
            raise
        raise Unusable(Fault.BROKEN) from error


def _is_drawing(data: bytes) -> bool:
    return b"<svg" in data[:4096].lower()


def _bare(picture: Image.Image) -> Image.Image:
    see_through = picture.has_transparency_data
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        picture = _in_srgb(picture, profile)
    picture = picture.convert("RGBA" if see_through else "RGB")
    if see_through and picture.getchannel("A").getextrema()[0] == 255:
        picture = picture.convert("RGB")
    picture.info.clear()
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (OSError, ImageCms.PyCMSError):
        # A damaged profile: the colours as they are come closest.
        return picture
    return turned or picture

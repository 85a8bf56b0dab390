"""Pictures as phones and programs write them, with all that they tell beside the picture."""

from functools import cache
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

CAMERA, PLACE, WORDS = "Tattletale 3000", (52.0, 22.0, 26.4), "My bed at 12 Example Street"
SECRETS = (CAMERA.encode(), WORDS.encode(), b"2026:11:24 08:00:00")
# Their top is red, their bottom blue: so one sees how they are turned.
SIZE = (60, 40)


def exif(*, turned: int = 1) -> bytes:
    """What a phone writes: camera, time, words, where it was, and how the picture is turned."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = CAMERA
    data[ExifTags.Base.DateTime] = "2026:11:24 08:00:00"
    data[ExifTags.Base.ImageDescription] = WORDS
    data[ExifTags.Base.Orientation] = turned
    where = data.get_ifd(ExifTags.IFD.GPSInfo)
    where[ExifTags.GPS.GPSLatitudeRef], where[ExifTags.GPS.GPSLatitude] = "N", PLACE
    where[ExifTags.GPS.GPSLongitudeRef], where[ExifTags.GPS.GPSLongitude] = "E", PLACE
    return data.tobytes()


def place_in(data: bytes) -> dict:
    """The GPS block that a file still tells."""
    with Image.open(BytesIO(data)) as picture:
        return dict(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))


def two_halves(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    return picture


def encoded(kind: str, picture: Image.Image | None = None, **options: object) -> bytes:
    out = BytesIO()
    (picture or two_halves()).save(out, kind, **options)
    return out.getvalue()


def telling(kind: str, *, turned: int = 1) -> bytes:
    """A file of that kind which tells where it was taken, by what and when."""
    more: dict[str, object] = {"exif": exif(turned=turned)}
    if kind == "PNG":
        more["pnginfo"] = notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", WORDS)
        notes.add_itxt("XML:com.adobe.xmp", f"<x>{WORDS}</x>")
    if kind in {"JPEG", "WEBP", "AVIF", "HEIF"}:
        more["xmp"] = f"<x:xmpmeta>{WORDS}</x:xmpmeta>".encode()
    if kind == "JPEG":
        more["comment"] = WORDS
    more["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(kind, **more)


@cache
def bomb() -> bytes:
    """Half a billion pixels in sixty kilobytes."""
    return encoded("PNG", Image.new("1", (24_000, 22_000)))

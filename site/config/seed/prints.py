"""Draws a picture and makes it small, as pages show it; runs in processes that know no Django."""

from io import BytesIO

from PIL import Image

from home.drawings import draw

WIDTHS = (400, 800, 1600)
# The formats of the templates' pictures, with what the encoder is told: quick ones, a first page view waits.
FORMATS = {
    "avif": {"quality": 62, "speed": 9},
    "webp": {"quality": 80, "method": 2},
    "jpeg": {"quality": 80, "optimize": True},
}
SUFFIX = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
ORIGINAL = "original.jpg"


def name_of(width: int, kind: str) -> str:
    return f"{width}.{SUFFIX[kind]}"


def prints(house: str, subject: str, seed: int) -> dict[str, bytes]:
    """File name → file: the original and one of each width and format."""
    jpeg, _words = draw(house, subject, seed)
    files = {ORIGINAL: jpeg}
    with Image.open(BytesIO(jpeg)) as original:
        for width in WIDTHS:
            small = original.resize(
                (width, height_at(width, original)), Image.Resampling.LANCZOS, reducing_gap=2
            )
            files |= {name_of(width, kind): _encoded(small, kind) for kind in FORMATS}
    return files


def height_at(width: int, original: Image.Image) -> int:
    """Rounded down, as Wagtail does."""
    return width * original.height // original.width


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind.upper(), **FORMATS[kind])
    return out.getvalue()

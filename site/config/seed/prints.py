"""Draws a picture and makes it small, as pages show it; runs in processes that know no Django."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from home.drawings import draw
from home.rules.specs import IN_USE

# What each encoder is told: to be quick, a first page view waits.
OPTIONS = {
    "avif": {"quality": 62, "speed": 9},
    "webp": {"quality": 80, "method": 2},
    "jpeg": {"quality": 80, "optimize": True},
}
SUFFIX = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
ORIGINAL = "original.jpg"


@dataclass(frozen=True)
class Print:
    """One of the specs in use: a width, as every drawing is wider than high, and a format."""

    spec: str
    width: int
    kind: str

    @property
    def name(self) -> str:
        return f"{self.width}.{SUFFIX[self.kind]}"


def _print_of(spec: str) -> Print:
    kind, shape = spec.split("|") if "|" in spec else ("format-jpeg", spec)
    operation, size = shape.split("-")
    if operation not in {"width", "max"}:
        raise ValueError(f"{spec} crops; that is not drawn beforehand yet.")
    return Print(spec=spec, width=int(size.split("x")[0]), kind=kind.removeprefix("format-"))


PRINTS = [_print_of(spec) for spec in IN_USE]


def prints(house: str, subject: str, seed: int) -> dict[str, bytes]:
    """File name → file: the original and one of each width and format."""
    jpeg, _words = draw(house, subject, seed)
    files = {ORIGINAL: jpeg}
    with Image.open(BytesIO(jpeg)) as original:
        for width in {each.width for each in PRINTS}:
            small = original.resize(
                (width, height_at(width, original)), Image.Resampling.LANCZOS, reducing_gap=2
            )
            files |= {each.name: _encoded(small, each.kind) for each in PRINTS if each.width == width}
    return files


def height_at(width: int, original: Image.Image) -> int:
    """Rounded down, as Wagtail does."""
    return width * original.height // original.width


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind.upper(), **OPTIONS[kind])
    return out.getvalue()

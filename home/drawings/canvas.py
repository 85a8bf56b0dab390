"""A sheet of 2400 × 1600 for flat shapes, drawn at twice the size and reduced, so that edges are smooth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

from home.drawings.colours import Colour, rgb

WIDTH, HEIGHT = 2400, 1600
SCALE = 2
Point = tuple[float, float]
Box = tuple[int, int, int, int]


class Canvas:
    def __init__(self, ground: Colour) -> None:
        self.origin = (0, 0)
        self._work_on(Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground))

    def _work_on(self, image: Image.Image) -> None:
        self.image, self.pen = image, ImageDraw.Draw(image)

    def polygon(self, points: Sequence[Point], colour: Colour, *, alpha: float = 1) -> None:
        if len(points) < 3:
            return
        if alpha >= 1:
            self.pen.polygon(self._scaled(points), fill=colour)
        elif box := self._box(points):
            self.image.paste(rgb(colour), box, self._mask([points], box, round(alpha * 255)))

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, alpha: float = 1
    ) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour, alpha=alpha)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour, *, alpha: float = 1) -> None:
        self.polygon(arc((x, y), rx, ry, 0, 2), colour, alpha=alpha)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        self.pen.line(self._scaled(points), fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def fade(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """Fill with `top` turning into `bottom` from the highest to the lowest point on the sheet."""
        if len(points) > 2 and (box := self._box(points)):
            column = Image.new("RGB", (1, 2))
            column.putdata([rgb(top), rgb(bottom)])
            column = column.resize((1, box[3] - box[1]), Image.Resampling.BILINEAR)
            filled = column.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.NEAREST)
            self.image.paste(filled, box, self._mask([points], box, 255))

    def glow(self, points: Sequence[Point], colour: Colour, *, alpha: float, blur: float) -> None:
        """A soft patch; blurred small and enlarged, since blurring at full size takes seconds."""
        xs, ys, spread = [x for x, _ in points], [y for _, y in points], blur * 3
        around = [(min(xs) - spread, min(ys) - spread), (max(xs) + spread, max(ys) + spread)]
        if box := self._box(around):
            small = 32
            mask = Image.new("L", ((box[2] - box[0]) // small + 1, (box[3] - box[1]) // small + 1), 0)
            drawn = [((x - box[0]) / small, (y - box[1]) / small) for x, y in self._scaled(points)]
            ImageDraw.Draw(mask).polygon(drawn, fill=round(alpha * 255))
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE / small))
            size = (box[2] - box[0], box[3] - box[1])
            self.image.paste(rgb(colour), box, mask.resize(size, Image.Resampling.BICUBIC))

    @contextmanager
    def inside(self, *shapes: Sequence[Point]) -> Iterator[None]:
        """What is drawn meanwhile stays within the shapes."""
        sheet, origin = self.image, self.origin
        box = self._box([point for shape in shapes for point in shape])
        mask = self._mask(shapes, box, 255) if box else None
        part = box or (0, 0, 1, 1)
        self.origin = (origin[0] + part[0], origin[1] + part[1])
        self._work_on(sheet.crop(part))
        yield
        if box:
            sheet.paste(self.image, box, mask)
        self.origin = origin
        self._work_on(sheet)

    def jpeg(self) -> bytes:
        out = BytesIO()
        self.image.reduce(SCALE).save(out, "JPEG", quality=88)
        return out.getvalue()

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE - self.origin[0], y * SCALE - self.origin[1]) for x, y in points]

    def _box(self, points: Sequence[Point]) -> Box | None:
        """The whole pixels around the points, None where all of them are off the sheet."""
        if not points:
            return None
        xs, ys = zip(*self._scaled(points), strict=True)
        left, top = max(0, int(min(xs))), max(0, int(min(ys)))
        right, bottom = min(self.image.width, int(max(xs)) + 1), min(self.image.height, int(max(ys)) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _mask(self, shapes: Sequence[Sequence[Point]], box: Box, strength: int) -> Image.Image:
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        pen = ImageDraw.Draw(mask)
        for shape in shapes:
            if len(shape) > 2:
                pen.polygon([(x - box[0], y - box[1]) for x, y in self._scaled(shape)], fill=strength)
        return mask


def arc(centre: Point, rx: float, ry: float, start: float, stop: float, steps: int = 72) -> list[Point]:
    """Points along an ellipse, in half turns from the right, clockwise as y grows downwards."""
    turns = [start + (stop - start) * step / steps for step in range(steps + 1)]
    return [(centre[0] + rx * cos(turn * pi), centre[1] + ry * sin(turn * pi)) for turn in turns]


def curve(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A smooth line through the points (Catmull–Rom)."""
    padded = [points[0], *points, points[-1]]
    smooth = [
        _between(padded[i : i + 4], step / steps) for i in range(len(points) - 1) for step in range(steps)
    ]
    return [*smooth, points[-1]]


def ring(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A smooth closed line through the points."""
    around = [points[-1], *points, points[0], points[1]]
    return [_between(around[i : i + 4], step / steps) for i in range(len(points)) for step in range(steps)]


def ribbon(points: Sequence[Point], start: float, stop: float) -> list[Point]:
    """A band along the points, `start` wide at its beginning and `stop` at its end."""
    left, right = [], []
    for place, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        width = (start + (stop - start) * place / max(1, len(points) - 2)) / 2
        length = max(1e-6, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
        nx, ny = -(y1 - y0) / length * width, (x1 - x0) / length * width
        left.append((x0 + nx, y0 + ny))
        right.append((x0 - nx, y0 - ny))
    return [*left, points[-1], *reversed(right)]


def _between(four: Sequence[Point], t: float) -> Point:
    def one(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        )

    (ax, ay), (bx, by), (cx, cy), (dx, dy) = four
    return one(ax, bx, cx, dx), one(ay, by, cy, dy)

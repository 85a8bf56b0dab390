"""Amsterdam from across the canal: narrow houses, each with its own gable."""

from dataclasses import dataclass, replace
from random import Random

from home.drawings import facades, plants
from home.drawings.canvas import WIDTH, Canvas, Point, arc, curve
from home.drawings.colours import Colour, mix
from home.drawings.tones import CANAL, Tones
from home.drawings.water import boat, reflect

WATER = 1130.0
ROW = [
    ("step", "#8a4330", 330), ("neck", "#c9a184", 300), ("bell", "#3f5a50", 350), ("spout", "#a65a3f", 400),
    ("neck", "#5c3a33", 320), ("step", "#b9785a", 370), ("bell", "#6f4a3c", 420),
]  # fmt: skip
OURS = "spout"


@dataclass(frozen=True)
class Front:
    x: float
    wide: float
    tall: float
    shape: str
    wall: Colour

    @property
    def foot(self) -> float:
        return WATER - 50

    @property
    def gable(self) -> list[Point]:
        """The line of the roof, from the left eaves to the right."""
        eaves = self.foot - self.tall
        steps = [(0.1 * (step + side), 46 * step) for step in range(5) for side in (0, 1)]
        shapes: dict[str, list[Point]] = {
            "step": [(0, 0), *steps, *((1 - share, up) for share, up in reversed(steps)), (1, 0)],
            "neck": [(0, 0), (0.22, 0), (0.26, 190), (0.5, 260), (0.74, 190), (0.78, 0), (1, 0)],
            "bell": curve([(0, 0), (0.16, 50), (0.28, 190), (0.5, 250), (0.72, 190), (0.84, 50), (1, 0)]),
            "spout": [(0, 0), (0.4, 210), (0.4, 250), (0.6, 250), (0.6, 210), (1, 0)],
        }
        return [(self.x + self.wide * share, eaves - up) for share, up in shapes[self.shape]]


def gables(rng: Random) -> Canvas:
    """A row of houses on a quay, doubled in the water."""
    tones = replace(CANAL, sky="#9cc7c9", low="#f6ecd2")
    canvas = Canvas(tones.sky)
    canvas.fade([(0, 0), (WIDTH, 0), (WIDTH, WATER), (0, WATER)], tones.sky, tones.low)
    for x, y, wide in ((300.0, 240, 420), (1500.0, 170, 520), (2100.0, 330, 300)):
        cloud = [*arc((x, y), wide / 2, 46, 1, 2), *arc((x + wide * 0.2, y), wide / 2.6, 20, 0, 1)]
        canvas.polygon(cloud, "#ffffff", alpha=0.45)
    x = -40.0
    for shape, wall, wide in ROW:
        tall = 760 if shape == OURS else rng.uniform(640, 800)
        _draw(canvas, Front(x, wide, tall, shape, wall), tones, rng)
        x += wide + 4
    canvas.polygon([(0, 620), (700, 1080), (0, 1080)], tones.shadow, alpha=0.12)
    _quay(canvas, tones, rng)
    reflect(canvas, WATER, tones, rng)
    boat(canvas, 1720, 1330, 560, tones)
    return canvas


def _quay(canvas: Canvas, tones: Tones, rng: Random) -> None:
    canvas.rectangle(0, WATER - 52, WIDTH, 30, mix(tones.paper, tones.shadow, 0.25))
    canvas.rectangle(0, WATER - 24, WIDTH, 26, mix("#7a4a38", tones.shadow, 0.35))
    for x in (250.0, 900.0, 2000.0):
        facades.trunk(canvas, (x, WATER - 40), (x + 8, WATER - 300), 22, mix(tones.wood, tones.shadow, 0.5))
        for dx, dy, size in ((-60, -300, 90), (70, -330, 100), (0, -420, 105)):
            facades.crown(canvas, (x + dx, WATER + dy), size, tones, rng)
    for x in (560.0, 1420.0, 1580.0):
        ink = rng.choice([tones.accent, tones.cover, tones.metal])
        plants.bicycle(canvas, (x, WATER - 46), 105, ink, tones.shadow)


def _draw(canvas: Canvas, front: Front, tones: Tones, rng: Random) -> None:
    x, wide, foot, tall = front.x, front.wide, front.foot, front.tall
    outline, middle, eaves = [(x, foot), *front.gable, (x + wide, foot)], x + wide / 2, foot - tall
    canvas.polygon(outline, front.wall)
    with canvas.inside(outline):
        for row in range(int((tall + 260) / 22)):
            canvas.rectangle(x, foot - row * 22, wide, 2, mix(front.wall, tones.shadow, 0.14))
        canvas.rectangle(x + wide * 0.8, eaves - 260, wide * 0.2, tall + 260, tones.shadow, alpha=0.08)
        canvas.rectangle(x, foot - 86, wide, 90, mix(front.wall, tones.shadow, 0.45))
    canvas.line(front.gable, 13, tones.paper)
    canvas.rectangle(middle - 7, eaves - 205, 14, 46, mix(tones.wood, tones.shadow, 0.4))
    canvas.ellipse(middle, eaves - 100, 34, 40, tones.paper)
    canvas.ellipse(middle, eaves - 100, 25, 31, mix(tones.shadow, tones.sky, 0.35))
    rows, columns = 3, 3 if wide > 340 else 2
    storey = tall / (rows + 0.75)
    for row in range(rows):
        for column in range(columns):
            w, h = wide / columns * 0.56, storey * (0.86 if row == 0 else 0.74 - row * 0.05)
            u, v = x + wide / columns * (column + 0.5) - w / 2, foot - 100 - storey * (row + 0.88)
            if row == column == 0:
                _door(canvas, (u, v + 8, w, foot - v - 10), tones, rng, ours=front.shape == OURS)
            else:
                _window(canvas, (u, v, w, h), tones, rng, shutters=front.shape == OURS)


Rectangle = tuple[float, float, float, float]


def _door(canvas: Canvas, at: Rectangle, tones: Tones, rng: Random, *, ours: bool) -> None:
    u, v, w, h = at
    colour = tones.cover if ours else rng.choice([tones.wood, tones.accent, "#2a3f4f"])
    canvas.rectangle(u - 8, v - 8, w + 16, h + 16, tones.paper)
    canvas.rectangle(u, v, w, h * 0.24, mix(tones.light, tones.metal, 0.3))
    canvas.rectangle(u, v + h * 0.26, w, h * 0.74, colour)
    for start, tall in ((0.34, 0.24), (0.64, 0.28)):
        canvas.rectangle(u + w * 0.18, v + h * start, w * 0.64, h * tall, mix(colour, tones.shadow, 0.25))


def _window(canvas: Canvas, at: Rectangle, tones: Tones, rng: Random, *, shutters: bool) -> None:
    u, v, w, h = at
    canvas.rectangle(u - 8, v - 8, w + 16, h + 16, tones.paper)
    if rng.random() < 0.12:
        canvas.rectangle(u, v, w, h, "#f3cd85")
    else:
        canvas.rectangle(u, v, w, h, mix(tones.shadow, tones.sky, 0.3))
        gleam = [(u, v + h * 0.7), (u, v), (u + w, v), (u + w, v + h * 0.25)]
        canvas.polygon(gleam, mix(tones.shadow, tones.sky, 0.55))
    canvas.rectangle(u + w / 2 - 3, v, 6, h, tones.paper)
    for share in (0.33, 0.66):
        canvas.rectangle(u, v + h * share - 2, w, 5, tones.paper)
    for side in (u - w * 0.3 - 10, u + w + 10) if shutters else ():
        canvas.rectangle(side, v - 4, w * 0.3, h + 8, tones.cover)
        for share in (0.08, 0.54):
            canvas.rectangle(
                side + w * 0.05, v + h * share, w * 0.2, h * 0.36, mix(tones.cover, tones.shadow, 0.25)
            )

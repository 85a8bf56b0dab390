"""What the fronts of houses are made of: windows, doors, cornices, steps, street trees."""

from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from home.drawings.canvas import Canvas, Point, ribbon, ring
from home.drawings.colours import Colour, mix
from home.drawings.scene import Scene
from home.drawings.space import Face, Place, block
from home.drawings.tones import Tones

Rectangle = tuple[float, float, float, float]


def arched(place: Place, u: float, v: float, wide: float, tall: float, out: float = 0) -> Face:
    radius = wide / 2
    bow = [
        (u + radius + radius * cos(pi * t / 16), v + tall - radius + radius * sin(pi * t / 16))
        for t in range(17)
    ]
    return [place(x, y, out) for x, y in [(u, v), (u + wide, v), *bow]]


@dataclass(frozen=True)
class Sash:
    """How a window looks from outside."""

    frame: Colour
    glass: Colour
    arch: bool = False
    shade: float = 0
    rows: int = 2
    columns: int = 2


def sash(scene: Scene, place: Place, at: Rectangle, look: Sash) -> None:
    """A window seen from outside; the upper half of its glass holds the sky."""
    (u, v, wide, tall), tones = at, scene.tones
    cut = arched if look.arch else block
    frame = mix(look.frame, tones.shadow, look.shade)
    scene.face(block(place, u - 0.06, v - 0.16, wide + 0.2, 0.1, 0.02), mix(frame, tones.shadow, 0.35))
    scene.face(cut(place, u - 0.12, v - 0.1, wide + 0.24, tall + 0.22, 0.03), frame)
    seen = scene.face(cut(place, u, v, wide, tall, 0.03), mix(look.glass, tones.shadow, look.shade * 0.6))
    with scene.canvas.inside(seen):
        gleam = [(u, v + tall * 0.35), (u + wide, v + tall * 0.75), (u + wide, v + tall), (u, v + tall)]
        sky = mix(mix(look.glass, tones.sky, 0.55), tones.shadow, look.shade * 0.5)
        scene.face([place(x, y, 0.03) for x, y in gleam], sky)
        for column in range(1, look.columns):
            scene.face(block(place, u + wide * column / look.columns - 0.03, v, 0.06, tall, 0.04), frame)
        for row in range(1, look.rows):
            scene.face(block(place, u, v + tall * row / look.rows - 0.035, wide, 0.07, 0.04), frame)
    scene.face(block(place, u - 0.2, v - 0.16, wide + 0.4, 0.1, 0.08), mix(frame, tones.light, 0.25))


def door(scene: Scene, place: Place, at: Rectangle, colour: Colour, frame: Colour) -> None:
    """A panelled door with a light above it."""
    (u, v, wide, tall), tones = at, scene.tones
    scene.face(block(place, u - 0.16, v, wide + 0.32, tall + 0.75, 0.03), frame)
    scene.face(block(place, u, v + tall + 0.1, wide, 0.5, 0.03), mix(tones.light, tones.metal, 0.25))
    scene.face(block(place, u, v, wide, tall, 0.03), colour)
    for x in (0.12, 0.56):
        for y, part in ((0.08, 0.36), (0.5, 0.42)):
            panel = block(place, u + wide * x, v + tall * y, wide * 0.32, tall * part, 0.035)
            scene.face(panel, mix(colour, tones.shadow, 0.22))
    scene.face(block(place, u + wide * 0.88, v + tall * 0.44, 0.07, 0.14, 0.04), tones.metal)


def crown(canvas: Canvas, centre: Point, size: float, tones: Tones, rng: Random) -> None:
    """The round head of a tree, lit from the left."""
    (x, y), rx, ry, green = centre, size, size * 0.85, tones.leaf
    spread = [(pi * step / 9, rng.uniform(0.86, 1.08)) for step in range(18)]
    shape = ring([(x + rx * cos(turn) * far, y + ry * sin(turn) * far) for turn, far in spread], 6)
    canvas.polygon(shape, mix(green, tones.shadow, 0.22))
    with canvas.inside(shape):
        canvas.ellipse(x - rx * 0.26, y - ry * 0.24, rx * 0.92, ry * 0.9, green)
        canvas.ellipse(x - rx * 0.44, y - ry * 0.44, rx * 0.56, ry * 0.5, mix(green, tones.light, 0.26))


def trunk(canvas: Canvas, foot: Point, top: Point, width: float, colour: Colour) -> None:
    middle = ((foot[0] + top[0]) / 2 + width * 0.3, (foot[1] + top[1]) / 2)
    canvas.polygon(ribbon([foot, middle, top], width, width * 0.55), colour)


def conifer(canvas: Canvas, foot: Point, wide: float, tall: float, tones: Tones, rng: Random) -> None:
    """A redwood: tiers that narrow upwards, brighter on the left."""
    x, y = foot
    stem = [
        (x - wide * 0.05, y),
        (x + wide * 0.05, y),
        (x + wide * 0.02, y - tall * 0.6),
        (x - wide * 0.02, y - tall * 0.6),
    ]
    canvas.polygon(stem, mix("#6a3424", tones.shadow, 0.3))
    dark, bright, tiers = mix(tones.leaf, tones.shadow, 0.26), mix(tones.leaf, tones.light, 0.08), 8
    for tier in range(tiers):
        low = y - tall * (0.1 + 0.86 * tier / tiers)
        reach = wide / 2 * (1 - tier / (tiers + 0.6)) * rng.uniform(0.9, 1.08)
        left, peak, right = (x - reach, low), (x, low - tall * 0.24), (x + reach, low)
        notch, dip = (x - reach * 0.4, low - tall * 0.025), (x, low + tall * 0.012)
        canvas.polygon([left, peak, right, (x + reach * 0.4, low - tall * 0.025), dip, notch], dark)
        canvas.polygon([left, peak, (x + reach * 0.12, low - tall * 0.02), notch], bright)


def bank(canvas: Canvas, y: float, thick: float, colour: Colour, rng: Random, *, alpha: float = 1) -> None:
    """A long bank of fog across the sheet."""
    top = [(-200 + 2800 * t / 9, y + rng.uniform(-thick * 0.3, thick * 0.3)) for t in range(10)]
    low = [(2600 - 2800 * t / 7, y + thick + rng.uniform(-thick * 0.25, thick * 0.25)) for t in range(8)]
    canvas.polygon(ring([*top, *low], 8), colour, alpha=alpha)

"""The Red Victorian among its neighbours, painted fronts in evening light."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from home.drawings import facades
from home.drawings.canvas import Canvas
from home.drawings.colours import Colour, mix
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera, Place, Vector, block
from home.drawings.tones import PLUM
from home.drawings.windows import along

GLASS, LAMPLIT, BASE = "#6d5b7a", "#f3c46f", 1.6


@dataclass(frozen=True)
class Lady:
    """A front `wide` metres across from `x`, in its four colours."""

    x: float
    wide: float
    wall: Colour
    trim: Colour
    door: Colour
    gold: Colour
    tall: float

    @property
    def top(self) -> float:
        return BASE + 9.6 * self.tall

    def place(self, u: float, v: float, out: float) -> Vector:
        return self.x + u, v, -out


FRONTS = [
    Lady(-10.2, 6.4, "#c98d6f", "#f4e3cc", "#3d6d73", "#955151", 0.85),
    Lady(3.8, 6.4, "#4f7f80", "#f0ddc0", "#7d3f63", "#bf7d4a", 0.9),
    Lady(-3.5, 7.0, "#7d3f63", "#f4e3cc", "#2f7d86", "#ddaa4a", 1.0),
]


def painted_ladies(rng: Random) -> Canvas:
    tones = replace(PLUM, sky="#d98d78", low="#fbdcaa", light="#ffe4a8")
    camera = Camera((0, 2.4, -16.5), zoom=0.95, horizon=0.82)
    scene = Scene.outdoors(tones, rng, camera=camera, sun=(1.0, -0.9, 0.6))
    canvas = scene.canvas
    canvas.ellipse(1850, 420, 150, 150, "#fff0c4", alpha=0.85)
    for x in (180, 620, 1780, 2280):
        top, ink = 640 + rng.uniform(-60, 60), mix(tones.far, tones.low, 0.35)
        canvas.polygon(
            [(x - 260, 1600), (x - 260, top), (x, top - 120), (x + 260, top), (x + 260, 1600)], ink
        )
    for near, far, ink in ((-40, 6, "#6c4a5a"), (-4.6, 0.5, "#c0a59d"), (-5.0, -4.6, "#977f7b")):
        scene.face([(-40, 0, near), (40, 0, near), (40, 0, far), (-40, 0, far)], ink)
    for lady in FRONTS:
        _front(scene, lady)
    across = [(0, 1330), (900, 1020), (1500, 1180), (2400, 760), (2400, 1600), (0, 1600)]
    canvas.polygon(across, tones.shadow, alpha=0.22)
    for x in (70, 2330):
        facades.trunk(canvas, (x, 1520), (x + 10, 1120), 34, "#4a2a26")
        for dx, dy, size in ((-90, 60, 120), (100, 40, 130), (0, -80, 140)):
            facades.crown(canvas, (x + dx, 1060 + dy), size, tones, rng)
    return canvas


def _front(scene: Scene, lady: Lady) -> None:
    tones, wide, tall, place = scene.tones, lady.wide, lady.tall, lady.place
    Solid((lady.x, 0, 0), (lady.x + wide, lady.top, 6), lady.wall).draw(scene)
    scene.face(block(place, 0, 0, wide, BASE - 0.1, 0.02), mix(lady.wall, tones.shadow, 0.4))
    for row in range(int((lady.top - BASE) / 0.3)):
        scene.face(block(place, 0, BASE + row * 0.3, wide, 0.035, 0.01), mix(lady.wall, tones.shadow, 0.2))
    arch = facades.Sash(lady.trim, GLASS, arch=True)
    storeys = [BASE + 0.15 + level * 3.1 * tall for level in range(3)]
    for y in storeys[:2]:
        _bay(scene, lady, y)
    for y in storeys[1:]:
        facades.sash(scene, place, (wide * 0.09 + 0.1, y + 0.7, 1.25, 1.75 * tall), arch)
    facades.door(scene, place, (wide * 0.1, BASE, 1.35, 2.2), lady.door, lady.trim)
    for u, glass in ((wide * 0.42 + 0.3, LAMPLIT), (wide * 0.695, GLASS)):
        facades.sash(scene, place, (u, BASE + 6.4 * tall + 0.5, 1.1, 1.7 * tall), replace(arch, glass=glass))
    _cornice(scene, lady)
    _gable(scene, lady)
    stairs = lady.x + wide * 0.07
    for step in range(8):
        low, high = (stairs, 0, -2.6 + step * 0.3), (stairs + 1.7, 0.2 * (step + 1), 0)
        Solid(low, high, mix(lady.trim, tones.shadow, 0.12)).draw(scene)


def _cornice(scene: Scene, lady: Lady) -> None:
    for y, thick, out in ((lady.top - 0.55, 0.2, 0.3), (lady.top - 0.25, 0.3, 0.5)):
        Solid((lady.x - 0.1, y, -out), (lady.x + lady.wide + 0.1, y + thick, 0), lady.trim).draw(scene)
    for bracket in range(int(lady.wide / 0.5)):
        scene.face(block(lady.place, 0.12 + bracket * 0.5, lady.top - 0.95, 0.16, 0.45, 0.2), lady.gold)


def _gable(scene: Scene, lady: Lady) -> None:
    """The gable with its fish-scale shingles and a sun."""
    wide, top, place = lady.wide, lady.top, lady.place
    peak, middle = top + wide * 0.44, wide * 0.56
    scene.face([place(u, v, 0.3) for u, v in ((-0.05, top), (wide + 0.1, top), (middle, peak))], lady.trim)
    inner = [(wide * 0.1, top + 0.16), (wide * 0.92, top + 0.16), (middle, peak - 0.42)]
    seen = scene.face([place(u, v, 0.31) for u, v in inner], lady.wall)
    bow = [(cos(pi * step / 12), sin(pi * step / 12)) for step in range(13)]
    with scene.canvas.inside(seen):
        for row in range(9):
            for column in range(16):
                u, v = column * 0.46 + (row % 2) * 0.23, top + 0.42 + row * 0.3
                ink = mix(lady.wall, lady.gold if (row + column) % 3 == 0 else scene.tones.light, 0.32)
                scene.face([place(u + 0.22 * x, v - 0.24 * y, 0.32) for x, y in bow], ink)
    for radius, ink in ((0.62, lady.gold), (0.34, lady.door)):
        scene.face([place(middle + radius * x, top + 0.5 + radius * y, 0.33) for x, y in bow], ink)


def _bay(scene: Scene, lady: Lady, y: float) -> None:
    """A bay of three sides standing out from the front."""
    x, wide, tall, out, cut = lady.x + lady.wide * 0.42, lady.wide * 0.5, 2.9 * lady.tall, 0.95, 0.75
    spots = [(x, 0.0), (x + cut, -out), (x + wide - cut, -out), (x + wide, 0.0)]
    shadow = scene.tones.shadow
    for (one, other), shade, parts in zip(pairwise(spots), (0.0, 0.06, 0.34), (1, 2, 1), strict=True):
        long = ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5
        inwards = along(one, other)

        def place(u: float, v: float, o: float, *, inwards: Place = inwards) -> Vector:
            return inwards(u, v, -o)

        scene.face(block(place, 0, y, long, tall), mix(lady.wall, shadow, shade))
        panel = block(place, long * 0.12, y + 0.12, long * 0.76, tall * 0.2, 0.01)
        scene.face(panel, mix(lady.gold, shadow, shade))
        pane, w = facades.Sash(lady.trim, GLASS, shade=shade, columns=1), long / parts
        for part in range(parts):
            facades.sash(scene, place, (w * part + w * 0.2, y + tall * 0.32, w * 0.6, tall * 0.5), pane)
        for v, thick in ((y + tall - 0.3, 0.3), (y, 0.1)):
            scene.face(block(place, -0.05, v, long + 0.1, thick, 0.06), mix(lady.trim, shadow, shade))

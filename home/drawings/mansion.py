"""The house in San Francisco on its hill, fog coming in below it."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, cos, pi, sin
from random import Random

from home.drawings import facades
from home.drawings.canvas import Canvas, curve
from home.drawings.colours import Colour, mix
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera, Place, Vector, block
from home.drawings.tones import FOG

WALL, ROOF, GLASS, STEEL = "#8f4730", "#46555c", "#5f7f8e", "#b0452a"
BASE, TOP, WIDE, DEEP = 1.2, 9.4, 11.5, 8.0


def _front(u: float, v: float, out: float) -> Vector:
    return u, v, -out


def _side(u: float, v: float, out: float) -> Vector:
    return -out, v, u


def mansion(rng: Random) -> Canvas:
    tones = replace(FOG, sky="#8db0bf", low="#f3e6cf", light="#fff2d4")
    camera = Camera((-12.5, 3.4, -27), turn=27, zoom=1.72, horizon=0.74)
    scene = Scene.outdoors(tones, rng, camera=camera, sun=(1.0, -0.9, 0.6))
    _distance(scene)
    _ground(scene)
    _walls(scene)
    _roof(scene)
    _porch(scene)
    _turret(scene, (0.9, 0.5), 2.3)
    for x in (-3.2, 3.6, 10.4, 12.6):
        foot = scene.camera.spot((x, BASE, -2.6))
        facades.crown(scene.canvas, (foot[0], foot[1] - 50), 115, tones, rng)
    facades.bank(scene.canvas, 1330, 150, mix(tones.low, "#ffffff", 0.5), rng, alpha=0.55)
    return scene.canvas


def _distance(scene: Scene) -> None:
    """The sun, the bridge and redwoods, with banks of fog between them."""
    canvas, tones, rng = scene.canvas, scene.tones, scene.rng
    canvas.ellipse(520, 560, 130, 130, "#fff6e0", alpha=0.9)
    canvas.glow([(300, 350), (740, 350), (740, 790), (300, 790)], "#fff6e0", alpha=0.5, blur=120)
    ridge = curve([(-100, 1010), (300, 900), (700, 985), (1100, 930), (1500, 1000), (2500, 900)])
    canvas.polygon([*ridge, (2500, 1600), (-100, 1600)], mix(tones.far, tones.low, 0.25))
    for x, y, size, pale in ((330, 520, 1.0, 0.2), (40, 640, 0.72, 0.4)):
        steel = mix(STEEL, tones.low, pale)
        for side in (-46, 26):
            canvas.rectangle(x + side * size, y, 22 * size, 600 * size, steel)
        for rung in (20, 130, 250, 370):
            canvas.rectangle(
                x - 46 * size, y + rung * size, 94 * size, 20 * size, mix(steel, "#5c2214", 0.15)
            )
    cable = curve([(-140, 760), (40, 650), (185, 900), (330, 530), (560, 900), (760, 1010)])
    canvas.line(cable, 7, mix(STEEL, tones.low, 0.3))
    facades.bank(canvas, 900, 110, tones.low, rng)
    facades.bank(canvas, 1000, 130, mix(tones.low, "#ffffff", 0.4), rng, alpha=0.85)
    for x, tall in ((900, 760), (1010, 600), (2330, 900), (2220, 700)):
        facades.conifer(canvas, (x, 1290), tall * 0.42, tall, tones, rng)


def _ground(scene: Scene) -> None:
    """Grass, street, pavement, the terrace and the steps up to it."""
    tones = scene.tones
    bands = [
        (-40, 40, mix("#7d8e78", tones.low, 0.2)),
        (-14, -5.2, "#8b8f8e"),
        (-5.2, -3.6, mix(tones.paper, tones.shadow, 0.12)),
    ]
    for near, far, ink in bands:
        scene.face([(-40, 0, near), (60, 0, near), (60, 0, far), (-40, 0, far)], ink)
    Solid((-3.5, 0, -3.4), (15, BASE, 9), mix(tones.paper, tones.shadow, 0.25)).draw(scene)
    for step in range(6):
        low, high = (6.4, 0, -4.9 + step * 0.26), (8.6, 0.2 * (step + 1), -3.3)
        Solid(low, high, mix(tones.paper, tones.shadow, 0.08)).draw(scene)


def _walls(scene: Scene) -> None:
    tones = scene.tones
    Solid((0, BASE, 0), (WIDE, TOP, DEEP), WALL).draw(scene)
    for row in range(25):
        scene.face(block(_front, 0, BASE + row * 0.33, WIDE, 0.03), mix(WALL, tones.shadow, 0.28))
        scene.face(block(_side, 0, BASE + row * 0.33, DEEP, 0.03), mix(WALL, tones.shadow, 0.46))
    pane = facades.Sash(tones.paper, GLASS)
    for v in (BASE + 0.9, BASE + 4.6):
        for u in (4.6, 6.9, 9.2):
            if u != 6.9 or v > BASE + 1:
                facades.sash(scene, _front, (u, v, 1.25, 2.3), pane)
        for u in (1.6, 4.6):
            facades.sash(scene, _side, (u, v, 1.2, 2.3), replace(pane, shade=0.28))
    for y, thick in ((BASE + 3.85, 0.22), (TOP - 0.3, 0.3)):
        scene.face(block(_front, -0.15, y, WIDE + 0.3, thick, 0.15), mix(tones.paper, tones.shadow, 0.08))
        scene.face(block(_side, -0.15, y, DEEP + 0.3, thick, 0.15), mix(tones.paper, tones.shadow, 0.3))


def _roof(scene: Scene) -> None:
    """A hipped roof with two dormers."""
    x0, x1, z0, run, rise = -0.6, WIDE + 0.6, -0.6, DEEP / 2 + 0.6, 3.3
    a, b = (x0 + run, TOP + rise, z0 + run), (x1 - run, TOP + rise, z0 + run)
    scene.face([(x0, TOP, z0), a, (x0, TOP, DEEP + 0.6)], mix(ROOF, scene.tones.shadow, 0.3))
    scene.face([(x0, TOP, z0), (x1, TOP, z0), b, a], ROOF)
    for share in (0.2, 0.4, 0.6, 0.8):
        y, inwards = TOP + rise * share, run * share
        course = [(x0 + inwards, y), (x1 - inwards, y), (x1 - inwards, y + 0.06), (x0 + inwards, y + 0.06)]
        scene.face([(u, v, z0 + inwards) for u, v in course], mix(ROOF, scene.tones.shadow, 0.15))
    for u in (3.9, 7.6):
        _dormer(scene, u, TOP + 0.5)


def _dormer(scene: Scene, u: float, y: float) -> None:
    z, trim = 0.35, scene.tones.paper
    Solid((u, y, z), (u + 1.5, y + 1.35, z + 2.2), WALL).draw(scene)
    place: Place = lambda a, b, out: (a, b, z - out)  # noqa: E731
    facades.sash(scene, place, (u + 0.35, y + 0.25, 0.8, 0.95), facades.Sash(trim, GLASS))
    low, peak = y + 1.3, (u + 0.75, y + 2.1)
    scene.face([(u - 0.2, low, 0.2), (u + 1.7, low, 0.2), (*peak, 0.2)], trim)
    slope = [(u - 0.2, low, 0.2), (*peak, 0.2), (*peak, 2.35), (u - 0.2, low, 2.35)]
    scene.face(slope, mix(ROOF, scene.tones.shadow, 0.2))
    scene.face([(u + 0.1, low + 0.08, 0.19), (u + 1.4, low + 0.08, 0.19), (u + 0.75, y + 1.92, 0.19)], WALL)


def _porch(scene: Scene) -> None:
    """The door behind four columns, with a balcony on them."""
    u, trim = 5.9, scene.tones.paper
    scene.face(block(_front, u, BASE, 3.2, 3.3), mix(WALL, scene.tones.shadow, 0.45))
    Solid((u, BASE, -2.4), (u + 3.2, BASE + 0.06, 0), mix(trim, scene.tones.shadow, 0.2)).draw(scene)
    facades.door(scene, _front, (6.95, BASE, 1.15, 2.25), scene.tones.accent, trim)
    for x in (u + 0.1, u + 0.75, u + 2.25, u + 2.85):
        Solid((x, BASE, -2.35), (x + 0.26, BASE + 3.2, -2.1), trim).draw(scene)
        for y in (BASE, BASE + 3.0):
            Solid((x - 0.06, y, -2.41), (x + 0.32, y + 0.2, -2.04), trim).draw(scene)
    Solid((u - 0.15, BASE + 3.2, -2.55), (u + 3.35, BASE + 3.75, 0), trim).draw(scene)
    for post in range(9):
        x = u - 0.05 + post * 0.4
        Solid((x, BASE + 3.75, -2.5), (x + 0.12, BASE + 4.35, -2.4), trim).draw(scene)
    Solid((u - 0.1, BASE + 4.35, -2.55), (u + 3.3, BASE + 4.45, -2.35), trim).draw(scene)


@dataclass(frozen=True)
class _Side:
    """One side of the round tower: from spot to spot, seen from outside."""

    middle: tuple[float, float]
    one: tuple[float, float]
    other: tuple[float, float]

    @property
    def outwards(self) -> tuple[float, float]:
        x, z = ((a + b) / 2 - m for a, b, m in zip(self.one, self.other, self.middle, strict=True))
        return x, z

    @property
    def wide(self) -> float:
        return ((self.one[0] - self.other[0]) ** 2 + (self.one[1] - self.other[1]) ** 2) ** 0.5

    def place(self, u: float, v: float, out: float) -> Vector:
        share, (nx, nz) = u / self.wide, self.outwards
        x, z = (a + (b - a) * share for a, b in zip(self.one, self.other, strict=True))
        return x + nx / 2.3 * out, v, z + nz / 2.3 * out

    def seen_by(self, camera: Camera) -> bool:
        (x, _, z), (nx, nz) = self.place(self.wide / 2, 0, 0), self.outwards
        return nx * (camera.at[0] - x) + nz * (camera.at[2] - z) > 0


def _turret(scene: Scene, at: tuple[float, float], radius: float) -> None:
    """A round corner tower of ten sides with a pointed roof."""
    tones, top = scene.tones, TOP + 0.5
    turns = [pi * step / 5 + 0.3 for step in range(11)]
    corners = [(at[0] + radius * cos(turn), at[1] + radius * sin(turn)) for turn in turns]
    for other, one in pairwise(corners):
        side = _Side(at, one, other)
        if not side.seen_by(scene.camera):
            continue
        wide, (nx, nz) = side.wide, side.outwards
        shade = 0.05 + 0.4 * max(0.0, min(1.0, abs(atan2(nz, nx) + pi * 0.5) / 2.2))
        _tower_side(scene, side.place, wide, top, shade)
        eave = [side.place(-0.1, top, 0.5), side.place(wide + 0.1, top, 0.5), (at[0], top + 3.6, at[1])]
        scene.face(eave, mix(ROOF, tones.shadow, shade))
    Solid((at[0] - 0.05, top + 3.4, at[1] - 0.05), (at[0] + 0.05, top + 4.5, at[1] + 0.05), tones.metal).draw(
        scene
    )


def _tower_side(scene: Scene, place: Place, wide: float, top: float, shade: float) -> None:
    trim: Colour = mix(scene.tones.paper, scene.tones.shadow, shade)
    scene.face(block(place, 0, BASE, wide, top - BASE), mix(WALL, scene.tones.shadow, shade))
    pane = facades.Sash(scene.tones.paper, GLASS, shade=shade * 0.8, columns=1)
    for v in (BASE + 0.9, BASE + 4.6):
        facades.sash(scene, place, (wide * 0.24, v, wide * 0.52, 2.2), pane)
    for y, thick, out in ((BASE, 0.4, 0.08), (BASE + 3.7, 0.35, 0.1), (top - 0.4, 0.4, 0.15)):
        scene.face(block(place, -0.04, y, wide + 0.08, thick, out), trim)

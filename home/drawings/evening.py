"""The network's picture: one street of all its houses in the evening, and a long table down the middle."""

from dataclasses import dataclass, replace
from math import pi, sin
from random import Random

from home.drawings import facades
from home.drawings.canvas import Canvas, arc, curve
from home.drawings.colours import Colour, mix
from home.drawings.lights import bulb
from home.drawings.ornaments import potted, vessel
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera, Place, Vector, block, disc
from home.drawings.tones import FOG

TONES = replace(
    FOG, sky="#3f6f7d", low="#f8cf95", light="#ffe3a6", shadow="#17303a", near="#3d5a66", far="#8aa3a0",
    leaf="#4a6b4a", cloth="#fbf1de", metal="#d2a447", wood="#7a4a30", floor="#8c7d72",
)  # fmt: skip
LEFT = [
    ("#7d3f63", "gable"), ("#c98d6f", "gable"), ("#8f4730", "hip"),
    ("#3d6d73", "gable"), ("#b8733f", "gable"), ("#7d3f63", "gable"),
]  # fmt: skip
RIGHT = [
    ("#2f5f50", "bell"), ("#a65a3f", "step"), ("#c9a184", "neck"), ("#6f4a3c", "bell"), ("#8a4330", "step"),
    ("#3f5a50", "neck"),
]  # fmt: skip
WIDE, EDGE, PAVEMENT = 6.2, 7.0, 5.4
INKS = ["#b5563a", "#2f7d86", "#d2a447", "#f3ece0", "#7d3f63"]
STAIR = [(0.6 * step + 0.6 * side, 0.6 * step) for step in range(4) for side in (0, 1)]
ROOFS: dict[str, list[tuple[float, float]]] = {
    "gable": [(0, 0), (3.1, 2.6), (6.2, 0)],
    "hip": [(-0.3, 0), (1.4, 1.7), (4.8, 1.7), (6.5, 0)],
    "bell": curve([(0, 0), (1.0, 0.4), (1.7, 1.9), (3.1, 2.5), (4.5, 1.9), (5.2, 0.4), (6.2, 0)]),
    "neck": [(0, 0), (1.5, 0), (1.7, 1.8), (3.1, 2.5), (4.5, 1.8), (4.7, 0), (6.2, 0)],
    "step": [*STAIR, (2.4, 2.4), (3.8, 2.4), *((WIDE - u, v) for u, v in reversed(STAIR))],
}


def evening(rng: Random) -> Canvas:
    scene = Scene.outdoors(TONES, rng, camera=Camera((0.35, 2.1, -9.5), zoom=0.98, horizon=0.6))
    canvas, tones = scene.canvas, TONES
    canvas.glow(arc((1180, 880), 560, 420, 0, 2), "#fff1c9", alpha=0.85, blur=190)
    canvas.ellipse(1180, 850, 92, 92, "#fff6dc")
    ridge = curve([(-50, 900), (500, 860), (980, 905), (1300, 880), (1900, 850), (2450, 900)])
    canvas.polygon([*ridge, (2450, 1600), (-50, 1600)], mix(tones.far, tones.low, 0.35))
    _paving(scene)
    for side, houses in ((-1, LEFT), (1, RIGHT)):
        for place in reversed(range(len(houses))):
            wall, roof = houses[place]
            tall, haze = rng.uniform(8.2, 9.6), min(0.5, max(0.0, WIDE * place - 3) / 60)
            _front(scene, Front(side, WIDE * place - 9, tall, wall, roof, haze))
    _benches(scene)
    _table(scene)
    for x, z, size in (
        (-5.9, -3.6, 1.7),
        (5.9, -2.6, 1.5),
        (-5.9, 2.5, 1.5),
        (5.8, 4.0, 1.6),
        (5.8, 10, 1.5),
    ):
        potted(scene, x, z, size, pot=rng.choice(INKS[:3])).draw(scene)
    _strings(scene)
    return canvas


def _paving(scene: Scene) -> None:
    tones, near, far = scene.tones, -9.3, 90.0

    def strip(a: float, b: float, c: float, d: float) -> list[Vector]:
        return [(a, 0, near), (b, 0, near), (d, 0, far), (c, 0, far)]

    scene.face(strip(-EDGE, EDGE, -EDGE, EDGE), tones.floor)
    scene.face(strip(-1.9, 2.2, -0.9, 1.2), tones.light, alpha=0.28)
    for row in range(46):
        z = -9.0 + 0.7 * row
        line = [(-PAVEMENT, 0, z), (PAVEMENT, 0, z), (PAVEMENT, 0, z + 0.05), (-PAVEMENT, 0, z + 0.05)]
        scene.face(line, mix(tones.floor, tones.shadow, 0.12))
    for side in (-1, 1):
        scene.face(
            strip(side * EDGE, side * PAVEMENT, side * EDGE, side * PAVEMENT),
            mix(tones.floor, tones.paper, 0.35),
        )


@dataclass(frozen=True)
class Front:
    """One house beside the street; far ones lose themselves in the evening light (`haze`)."""

    side: int
    z: float
    tall: float
    paint: Colour
    roof: str
    haze: float

    def place(self, u: float, v: float, out: float) -> Vector:
        return self.side * (EDGE - out), v, self.z + u

    def ink(self, colour: Colour) -> Colour:
        """A colour in the shade of this side of the street and in the haze."""
        return mix(mix(colour, TONES.shadow, 0.26 if self.side < 0 else 0.12), TONES.low, self.haze)


def _front(scene: Scene, house: Front) -> None:
    place, tall = house.place, house.tall
    wall, trim, glass = house.ink(house.paint), house.ink("#f6ecd9"), mix("#4d6873", TONES.low, house.haze)
    line = [(u, tall + v) for u, v in ROOFS[house.roof]]
    roof = [(0.0, tall - 0.1), *line, (WIDE, tall - 0.1)]
    scene.face([place(u, v, 0) for u, v in roof], house.ink("#46555c") if house.roof == "hip" else wall)
    scene.face(block(place, 0, 0, WIDE, tall), wall)
    scene.face(block(place, 0, 0, WIDE, 0.9), mix(wall, TONES.shadow, 0.4))
    for (u0, v0), (u1, v1) in zip(line, line[1:], strict=False):
        edge = ((u0, v0 - 0.16), (u1, v1 - 0.16), (u1, v1 + 0.12), (u0, v0 + 0.12))
        scene.face([place(u, v, 0.02) for u, v in edge], trim)
    scene.face(block(place, 0, tall - 0.3, WIDE, 0.28, 0.04), trim)
    _windows(scene, house, trim, glass)
    if house.roof != "hip":
        scene.face(disc(place, WIDE / 2, tall + 1, 0.44, 0.03), trim)
        scene.face(disc(place, WIDE / 2, tall + 1, 0.33, 0.04), glass)


def _windows(scene: Scene, house: Front, trim: Colour, glass: Colour) -> None:
    """Three storeys of windows, some lit, and a door."""
    place: Place = house.place
    entry = 0.6 + (2 if house.side < 0 else 0) * 1.85
    colour = mix(scene.rng.choice(["#b5563a", "#2f5f50", "#23404c"]), TONES.low, house.haze)
    for level in range(3):
        arch = house.roof in ("gable", "hip") and level == 2
        for u in (0.6, 2.45, 4.3):
            lit = scene.rng.random() < 0.55
            if level > 0 or u != entry:
                look = facades.Sash(trim, "#ffd98c" if lit else glass, arch=arch)
                facades.sash(scene, place, (u, 1.2 + level * 2.55, 1.15, 1.75), look)
    facades.door(scene, place, (entry, 0.3, 1.1, 2.2), colour, trim)


def _benches(scene: Scene) -> None:
    wood, near, far = scene.tones.wood, -4.4, 14.0
    for x in (-2.1, 1.45):
        feet = [Solid((x + 0.06, 0, z), (x + 0.36, 0.38, z + 0.12), wood) for z in (-4.2, 0.0, 4.0, 8.0)]
        scene.put(*feet, Solid((x, 0.38, near), (x + 0.42, 0.45, far), mix(wood, scene.tones.light, 0.2)))
    scene.furnish_over()


def _table(scene: Scene) -> None:
    """A table for everybody: a white cloth with a runner, plates, cups, jugs and candles."""
    tones, x0, x1, near, far = scene.tones, -0.95, 0.75, -4.6, 14.0
    for x in (x0 + 0.2, x1 - 0.34):
        Solid((x, 0, near + 0.3), (x + 0.14, 0.7, near + 0.44), tones.wood).draw(scene)
    Solid((x0, 0.44, near), (x1, 0.76, far), tones.cloth).draw(scene)
    a, b, teal = x0 + 0.6, x1 - 0.6, "#0f5c5c"
    scene.face(
        [(a, 0.76, near), (b, 0.76, near), (b, 0.76, far), (a, 0.76, far)], mix(tones.cloth, teal, 0.75)
    )
    fall = [(a, 0.76), (b, 0.76), (b, 0.5), ((a + b) / 2, 0.42), (a, 0.5)]
    scene.face([(x, y, near) for x, y in fall], mix(tones.cloth, teal, 0.68))
    z = far - 0.8
    while z > near + 0.3:
        for x, cup in ((x0 + 0.28, 0.27), (x1 - 0.28, -0.27)):
            plate: Place = lambda u, v, out: (u, 0.76 + out, v)  # noqa: E731
            scene.face(disc(plate, x, z, 0.2, 0.005), mix(tones.cloth, tones.shadow, 0.16))
            scene.face(disc(plate, x, z, 0.14, 0.007), tones.paper)
            vessel(x + cup, 0.76, z + 0.1, 0.075, 0.12, scene.rng.choice(INKS)).draw(scene)
        _middle(scene, (a + b) / 2, z)
        z -= 0.78


def _middle(scene: Scene, x: float, z: float) -> None:
    """A candle, or a bowl or a jug, in the middle of the table."""
    rng, far = scene.rng, z + 10
    if int(z * 2) % 3 == 0:
        around = arc(scene.camera.spot((x, 1.0, z)), 620 / far, 620 / far, 0, 2, 20)
        scene.canvas.glow(around, scene.tones.light, alpha=0.32, blur=420 / far)
        vessel(x, 0.76, z, 0.11, 0.24, "#fff3d0").draw(scene)
    else:
        vessel(x, 0.76, z, rng.choice([0.16, 0.34]), rng.choice([0.14, 0.28]), rng.choice(INKS)).draw(scene)


def _strings(scene: Scene) -> None:
    """Lamps strung across the street, house to house."""
    tones, shares = scene.tones, [step / 24 for step in range(25)]
    for z in (26.0, 18.0, 11.5, 6.0, 1.6, -2.2):
        swag: list[Vector] = [(-7 + 14 * t, 6.9 - 0.5 * t - 1.5 * sin(pi * t), z) for t in shares]
        seen, size = [scene.camera.spot(point) for point in swag], 290 / (z + 10)
        scene.canvas.line(seen, max(2.0, size * 0.1), mix(tones.shadow, tones.sky, 0.3))
        for spot in seen[1:-1:2]:
            bulb(scene.canvas, spot, size, tones)

"""Small things that stand or hang about a room: plants, lamps, cups, lanterns."""

from home.drawings import plants
from home.drawings.canvas import Point
from home.drawings.colours import Colour, mix
from home.drawings.scene import Scene, Solid, Standing, Thing
from home.drawings.space import Vector


def potted(scene: Scene, x: float, z: float, size: float, *, y: float = 0, pot: Colour = "") -> Standing:
    """A plant in a pot, broad-leaved or slender as it happens."""
    grown = plants.tree if scene.rng.random() < 0.4 else plants.potted

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        inks = scene.tones.leaf, pot or scene.tones.accent, scene.tones.shadow
        grown(scene.canvas, foot, metre * size, inks, scene.rng)

    return Standing((x, y, z), paint, wide=size * 0.4, high=size, shades=y == 0)


def trailing(scene: Scene, at: Vector, size: float, pot: Colour) -> None:
    """A plant hung from the ceiling."""

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        inks = scene.tones.leaf, pot, scene.tones.shadow
        plants.hanging(scene.canvas, foot, metre * size, inks, scene.rng)

    scene.put(Standing(at, paint, shades=False))


def lamp(x: float, z: float, size: float, *, y: float = 0, on: bool = False) -> Standing:
    """A lamp on a stand, `size` high."""

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        inks = scene.tones.cloth, scene.tones.metal, scene.tones.light
        plants.lamp(scene.canvas, foot, metre * size, inks, on=on)

    return Standing((x, y, z), paint, wide=0.3, high=size, shades=y == 0)


def lantern(scene: Scene, x: float, z: float, drop: float, wide: float, shade: Colour, *, on: bool) -> None:
    """A lamp hanging `drop` below the ceiling."""

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        plants.pendant(scene.canvas, foot, metre * drop, metre * wide, (shade, scene.tones.light), on=on)

    scene.put(Standing((x, scene.high[1], z), paint, shades=False))


def vessel(x: float, y: float, z: float, wide: float, tall: float, colour: Colour) -> Standing:
    """A cup, jug or bowl."""

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        plants.vessel(scene.canvas, foot, (wide * metre, tall * metre), colour, scene.tones.shadow)

    return Standing((x, y, z), paint, wide, tall, shades=False)


def soft(at: Vector, wide: float, tall: float, colour: Colour) -> Standing:
    """A pillow or cushion."""

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        centre = (foot[0], foot[1] - metre * tall * 0.46)
        plants.pillow(scene.canvas, centre, metre * wide, metre * tall, colour, scene.tones.shadow)

    return Standing(at, paint, wide, tall, shades=False)


def bicycle(scene: Scene, x: float, z: float) -> None:
    """A bicycle, seen from its side."""

    def paint(scene: Scene, foot: Point, metre: float) -> None:
        plants.bicycle(scene.canvas, foot, metre, scene.tones.accent, scene.tones.shadow)

    scene.put(Standing((x, 0, z), paint, wide=1.5, shades=False))


def pans(scene: Scene, x: float, y: float) -> None:
    """Pans on a rail along the back wall."""
    z, tones = scene.high[2] - 0.04, scene.tones
    scene.put(Solid((x, y, z), (x + 1.2, y + 0.025, z + 0.02), tones.metal, shades=False))
    for place in range(5):
        size = scene.rng.uniform(0.09, 0.15)
        colour = mix(tones.metal, tones.wood, scene.rng.uniform(0, 0.6))
        scene.put(_pan((x + 0.12 + place * 0.24, y, z), size, colour))


def _pan(at: Vector, size: float, colour: Colour) -> Standing:
    def paint(scene: Scene, foot: Point, metre: float) -> None:
        (x, y), canvas, dark = foot, scene.canvas, mix(colour, scene.tones.shadow, 0.2)
        canvas.rectangle(x - metre * 0.012, y, metre * 0.024, metre * 0.2, mix(dark, scene.tones.shadow, 0.3))
        canvas.ellipse(x, y + metre * (0.2 + size * 0.8), metre * size, metre * size, colour)
        canvas.ellipse(x, y + metre * (0.21 + size * 0.8), metre * size * 0.8, metre * size * 0.8, dark)

    return Standing(at, paint, shades=False)


def jars(scene: Scene, x0: float, x1: float, y: float, inks: list[Colour]) -> None:
    """A board on the back wall with jars, bowls and cups."""
    z, rng = scene.high[2], scene.rng
    things: list[Thing] = []
    place = x0 + 0.1
    while place < x1 - 0.08:
        wide = rng.uniform(0.08, 0.17)
        things.append(vessel(place, y, z - 0.14, wide, rng.uniform(0.1, 0.24), rng.choice(inks)))
        place += wide + rng.uniform(0.03, 0.1)
    scene.put(Solid((x0, y - 0.04, z - 0.26), (x1, y, z), scene.tones.wood, shades=False), *things)

"""A lit room: walls with openings, and things that take light and throw shadows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from home.drawings.canvas import HEIGHT, WIDTH, Canvas, Point
from home.drawings.colours import Colour, mix
from home.drawings.space import Camera, Face, Vector, cast, hull, upright, within
from home.drawings.tones import Tones

# How much shadow the faces of a thing take, by (axis, side).
EDGE = {(1, 1): 0.0, (2, 0): 0.16, (2, 1): 0.16, (0, 0): 0.3, (0, 1): 0.3, (1, 0): 0.45}


class Thing(Protocol):
    @property
    def corners(self) -> Face: ...
    @property
    def shades(self) -> bool: ...
    def draw(self, scene: "Scene") -> None: ...


@dataclass(frozen=True)
class Solid:
    """An upright box; `low` and `high` are its corners nearest to and farthest from the origin."""

    low: Vector
    high: Vector
    colour: Colour
    shades: bool = True

    @property
    def corners(self) -> Face:
        xs, ys, zs = zip(self.low, self.high, strict=True)
        return [(x, y, z) for x in xs for y in ys for z in zs]

    def draw(self, scene: "Scene") -> None:
        for (axis, side), face in upright(self.low, self.high).items():
            plane = self.high[axis] if side else self.low[axis]
            if scene.camera.at[axis] > plane if side else scene.camera.at[axis] < plane:
                colour = mix(self.colour, scene.tones.shadow, EDGE[axis, side])
                scene.face(face, colour)
                if scene.faces_sun(axis, side):
                    scene.lit(face, axis, colour)


@dataclass(frozen=True)
class Standing:
    """What looks the same from all sides; `paint` gets its foot on the sheet and the length of a metre."""

    at: Vector
    paint: Callable[["Scene", Point, float], None]
    wide: float = 0.3
    high: float = 1
    shades: bool = True

    @property
    def corners(self) -> Face:
        (x, y, z), half = self.at, self.wide / 2
        return [(x + a, y + b, z) for a in (-half, half) for b in (0, self.high)]

    def draw(self, scene: "Scene") -> None:
        x, y, z = self.at
        foot, above = scene.camera.spot((x, y, z)), scene.camera.spot((x, y + 1, z))
        self.paint(scene, foot, foot[1] - above[1])


@dataclass
class Scene:
    canvas: Canvas
    camera: Camera
    tones: Tones
    low: Vector
    high: Vector
    rng: Random
    sun: Vector | None = None
    strength: float = 0.62
    panes: list[Face] = field(default_factory=list)
    tints: dict[int, Colour] = field(default_factory=dict)
    lines: list[tuple[Face, Colour]] = field(default_factory=list)
    tiling: list[Face] = field(default_factory=list)
    tile: Colour = ""
    rugs: list[tuple[Vector, Vector, Colour, Colour]] = field(default_factory=list)
    groups: list[list[Thing]] = field(default_factory=list)

    @classmethod
    def room(
        cls,
        tones: Tones,
        rng: Random,
        *,
        size: Vector,
        camera: Camera,
        sun: Vector | None = None,
        strength: float = 0.62,
    ) -> "Scene":
        """A room `size` wide, high and deep; it reaches behind the camera."""
        low = (0.0, 0.0, camera.at[2] - 1)
        return cls(Canvas(tones.wall), camera, tones, low, size, rng, sun, strength)

    @classmethod
    def outdoors(cls, tones: Tones, rng: Random, *, camera: Camera, sun: Vector | None = None) -> "Scene":
        """An open place under a sky."""
        scene = cls(Canvas(tones.sky), camera, tones, (-60, 0, -60), (60, 30, 60), rng, sun)
        low = HEIGHT * camera.horizon + 60
        scene.canvas.fade([(0, 0), (WIDTH, 0), (WIDTH, low), (0, low)], tones.sky, tones.low)
        return scene

    def face(self, face: Sequence[Vector], colour: Colour, *, alpha: float = 1) -> list[Point]:
        flat = self.camera.flat(face)
        self.canvas.polygon(flat, colour, alpha=alpha)
        return flat

    def wall(self, face: Sequence[Vector], colour: Colour, *, axis: int | None = None) -> None:
        """A plain surface, a little lighter towards the floor; sunlight falls on it where it has an axis."""
        flat = self.camera.flat(face)
        if len(flat) > 2:
            self.canvas.fade(flat, mix(colour, self.tones.shadow, 0.1), mix(colour, self.tones.light, 0.1))
        if axis is not None:
            self.lit(list(face), axis, colour)

    def shell(self) -> None:
        """Floor, ceiling and the three walls before us."""
        sides = upright(self.low, self.high)
        self.face(sides[1, 1], self.tones.ceiling)
        self.wall(sides[0, 0], self.tones.side)
        self.wall(sides[0, 1], mix(self.tones.side, self.tones.shadow, 0.1))
        self.wall(sides[2, 1], self.tones.wall)
        self.face(sides[1, 0], self.tones.floor)

    def sunshine(self) -> None:
        """Patches of light on the walls; those on the floor come with the furniture and its shadows."""
        sides = upright(self.low, self.high)
        for axis, side, colour in ((0, 0, self.tones.side), (0, 1, self.tones.side), (2, 1, self.tones.wall)):
            if self.faces_sun(axis, 1 - side):
                self.lit(sides[axis, side], axis, colour)

    def faces_sun(self, axis: int, side: int) -> bool:
        """Whether light falls on the outside of such a face of a thing."""
        return self.sun is not None and (self.sun[axis] < -1e-6 if side else self.sun[axis] > 1e-6)

    def lit(self, face: Face, axis: int, colour: Colour) -> None:
        if self.sun is None:
            return
        low, high = _bounds(face)
        for place, pane in enumerate(self.panes):
            patch = within(cast(pane, self.sun, axis, low[axis]), low, high)
            self.face(patch, mix(colour, self.tints.get(place, self.tones.light), self.strength))

    def boards(self, width: float, *, along: int = 2, share: float = 0.2) -> None:
        """Floor boards, as thin lines."""
        across = 2 - along
        colour = mix(self.tones.floor, self.tones.shadow, share)
        place = self.low[across]
        while place < self.high[across]:
            low, high = list(self.low), list(self.high)
            low[across], high[across], high[1] = place, place + 0.014, self.low[1]
            ends = upright((low[0], low[1], low[2]), (high[0], high[1], high[2]))
            self.lines.append((ends[1, 0], colour))
            place += width

    def tiles(self, size: float, colour: Colour) -> None:
        """Every other tile of the floor in another colour."""
        across, deep = int(self.high[0] / size) + 1, int((self.high[2] - self.low[2]) / size) + 1
        for row in range(deep):
            for column in range(row % 2, across, 2):
                x, z = self.low[0] + column * size, self.high[2] - (row + 1) * size
                ends = upright((x, 0, z), (min(x + size, self.high[0]), 0, z + size))
                self.tiling.append(ends[1, 1])
        self.tile = colour

    def strip(self, low: float, high: float, colour: Colour) -> None:
        """A band around the walls between two heights: a skirting, a rail, panelling."""
        (x0, _, z0), (x1, _, z1) = self.low, self.high
        self.face(
            [(x0, low, z0), (x0, low, z1), (x0, high, z1), (x0, high, z0)],
            mix(colour, self.tones.shadow, 0.14),
        )
        self.face(
            [(x1, low, z0), (x1, low, z1), (x1, high, z1), (x1, high, z0)],
            mix(colour, self.tones.shadow, 0.2),
        )
        self.face([(x0, low, z1), (x1, low, z1), (x1, high, z1), (x0, high, z1)], colour)

    def rug(self, x: float, z: float, dx: float, dz: float, colour: Colour, border: Colour) -> None:
        self.rugs.append(((x, 0.0, z), (x + dx, 0.0, z + dz), colour, border))

    def put(self, *things: Thing) -> None:
        """A group of things in the order they are painted."""
        self.groups.append(list(things))

    def furnish(self) -> None:
        """Draw what was put: the ground with its light and shadows, then from the back to the front."""
        self._ground((self.low[0], 0.0, self.low[2]), (self.high[0], 0.0, self.high[2]), self.tones.floor)
        for face in self.tiling:
            self.face(face, self.tile)
            self._ground(*_bounds(face), self.tile)
        for face, colour in self.lines:
            self.face(face, colour)
        for low, high, colour, border in self.rugs:
            self.face(upright(low, high)[1, 1], border)
            inner = (low[0] + 0.09, 0.0, low[2] + 0.09), (high[0] - 0.09, 0.0, high[2] - 0.09)
            self.face(upright(*inner)[1, 1], colour)
            self._ground(*inner, colour)
        self.furnish_over()

    def furnish_over(self) -> None:
        """Draw what was put, from the back to the front, on ground that is there already."""
        for group in self.groups:
            for thing in group:
                if thing.shades:
                    self.face(_grown(_footprint(thing), 0.06), self.tones.shadow, alpha=0.32)
        for group in sorted(self.groups, key=self._distance, reverse=True):
            for thing in group:
                thing.draw(self)
        self.groups.clear()

    def _ground(self, low: Vector, high: Vector, colour: Colour) -> None:
        self.lit(upright(low, high)[1, 1], 1, colour)
        if self.sun is None or self.sun[1] >= 0:
            return
        for thing in (thing for group in self.groups for thing in group if thing.shades):
            fallen = [(x, z) for x, _, z in cast(thing.corners, self.sun, 1, 0)]
            outline: Face = [
                (x, 0.0, z) for x, z in hull([*fallen, *((x, z) for x, _, z in _footprint(thing))])
            ]
            self.face(within(outline, low, high), colour)

    def _distance(self, group: Sequence[Thing]) -> float:
        middles = [[sum(c[axis] for c in t.corners) / len(t.corners) for axis in range(3)] for t in group]
        return min(self.camera.distance((x, y, z)) for x, y, z in middles)


def _bounds(face: Face) -> tuple[Vector, Vector]:
    xs, ys, zs = zip(*face, strict=True)
    return (min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs))


def _footprint(thing: Thing) -> Face:
    return [(x, 0.0, z) for x, z in hull([(x, z) for x, _, z in thing.corners])]


def _grown(face: Face, by: float) -> Face:
    x, z = sum(p[0] for p in face) / len(face), sum(p[2] for p in face) / len(face)
    return [(p[0] + (by if p[0] > x else -by), p[1], p[2] + (by if p[2] > z else -by)) for p in face]

"""A room in three dimensions: a camera, flat faces, and sunlight cast through openings on them.

Metres; x to the right, y up, z away from us. The floor is y = 0.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

from home.drawings.canvas import HEIGHT, WIDTH, Point

Vector = tuple[float, float, float]
Face = list[Vector]
# (along, up, out) on an upright or leaning surface; `out` is out of the room, or out of the front of a house.
Place = Callable[[float, float, float], Vector]
NEAR = 0.1


@dataclass(frozen=True)
class Camera:
    at: Vector
    turn: float = 0
    zoom: float = 1
    horizon: float = 0.5

    def flat(self, face: Sequence[Vector]) -> list[Point]:
        """The face as it is seen on the sheet, cut off where it passes behind us."""
        return [self._project(point) for point in keep([self._turned(p) for p in face], 2, NEAR, above=True)]

    def _turned(self, point: Vector) -> Vector:
        x, y, z = (p - c for p, c in zip(point, self.at, strict=True))
        angle = radians(self.turn)
        return x * cos(angle) - z * sin(angle), y, x * sin(angle) + z * cos(angle)

    def _project(self, seen: Vector) -> Point:
        size = WIDTH * 0.75 * self.zoom / seen[2]
        return WIDTH / 2 + seen[0] * size, HEIGHT * self.horizon - seen[1] * size

    def spot(self, point: Vector) -> Point:
        """Where a point before us is seen on the sheet."""
        return self._project(self._turned(point))

    def distance(self, point: Vector) -> float:
        return sum((p - c) ** 2 for p, c in zip(point, self.at, strict=True))


def keep(face: Sequence[Vector], axis: int, limit: float, *, above: bool) -> Face:
    """The part of a face on one side of the plane where `axis` equals `limit` (Sutherland and Hodgman)."""
    sign = 1 if above else -1
    kept: Face = []
    for here, there in zip(face, [*face[1:], *face[:1]], strict=True):
        a, b = sign * (here[axis] - limit), sign * (there[axis] - limit)
        if a >= 0:
            kept.append(here)
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            kept.append(_along(here, there, share))
    return kept


def _along(here: Vector, there: Vector, share: float) -> Vector:
    x, y, z = (a + (b - a) * share for a, b in zip(here, there, strict=True))
    return x, y, z


def within(face: Face, low: Vector, high: Vector) -> Face:
    """The part of a face inside the upright box from `low` to `high`."""
    for axis in range(3):
        face = keep(face, axis, low[axis] - 1e-6, above=True) if face else face
        face = keep(face, axis, high[axis] + 1e-6, above=False) if face else face
    return face


def cast(opening: Iterable[Vector], sun: Vector, axis: int, value: float) -> Face:
    """Where light through `opening`, travelling along `sun`, meets the plane; empty where it never does."""
    met: Face = []
    for point in opening:
        if abs(sun[axis]) < 1e-9:
            return []
        travel = (value - point[axis]) / sun[axis]
        if travel < 0:
            return []
        x, y, z = (p + s * travel for p, s in zip(point, sun, strict=True))
        met.append((x, y, z))
    return met


def upright(low: Vector, high: Vector) -> dict[tuple[int, int], Face]:
    """The six faces of a box by (axis, side), side 0 at `low` and 1 at `high`."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    return {
        (0, 0): [(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)],
        (0, 1): [(x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)],
        (1, 0): [(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)],
        (1, 1): [(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)],
        (2, 0): [(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)],
        (2, 1): [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)],
    }


def block(place: Place, u: float, v: float, wide: float, tall: float, out: float = 0) -> Face:
    """A rectangle on a surface, from its lower left corner."""
    return [place(x, y, out) for x, y in ((u, v), (u + wide, v), (u + wide, v + tall), (u, v + tall))]


def disc(place: Place, u: float, v: float, radius: float, out: float = 0) -> Face:
    """A round on a surface, about its middle."""
    turns = [pi * step / 18 for step in range(36)]
    return [place(u + radius * cos(turn), v + radius * sin(turn), out) for turn in turns]


def hull(points: Sequence[Point]) -> list[Point]:
    """The outline around the points (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def chain(points: Iterable[Point]) -> list[Point]:
        line: list[Point] = []
        for point in points:
            while len(line) > 1 and _turns_right(line[-2], line[-1], point):
                line.pop()
            line.append(point)
        return line[:-1]

    return [*chain(ordered), *chain(reversed(ordered))] if len(ordered) > 2 else ordered


def _turns_right(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0

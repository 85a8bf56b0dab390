"""Draws where a house lies from what its people know: which way things are, and how long it takes on foot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, log1p, radians, sin
from typing import Final

# North is up; degrees clockwise.
COMPASS: Final = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}
SIZE: Final = 320
CENTRE: Final = SIZE // 2
NEAREST, FURTHEST = 52, 136
APART: Final = 30
RINGS: Final = (5, 10, 20, 30, 45, 60)


@dataclass(frozen=True)
class Mark:
    """A numbered place of the drawing, in its units."""

    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Ring:
    """All places that are this many minutes away."""

    minutes: int
    radius: int

    @property
    def top(self) -> int:
        return CENTRE - self.radius


@dataclass(frozen=True)
class Sketch:
    marks: Sequence[Mark]
    rings: Sequence[Ring]


def sketch(places: Iterable[tuple[int, str]]) -> Sketch:
    """The drawing of places given as (minutes on foot, direction): numbered from 1, none upon another."""
    known = list(places)
    longest = max((minutes for minutes, _way in known), default=0)
    marks: list[Mark] = []
    for number, (minutes, way) in enumerate(known, 1):
        marks.append(_mark(number, _radius(minutes, longest), COMPASS[way], marks))
    rings = [Ring(minutes, round(_radius(minutes, longest))) for minutes in RINGS if minutes <= longest]
    return Sketch(marks, rings[-3:])


def _radius(minutes: int, longest: int) -> float:
    """Ever closer together the further away: the next corner and the airport fit into one drawing."""
    if longest == 0:
        return NEAREST
    return NEAREST + (FURTHEST - NEAREST) * log1p(minutes) / log1p(longest)


def _mark(number: int, radius: float, degrees: int, others: Sequence[Mark]) -> Mark:
    """At its place, or beside it where another is already: it gives way to either side in turn."""
    for step in range(24):
        turned = degrees + (step + 1) // 2 * 15 * (1 if step % 2 else -1)
        x = round(CENTRE + radius * sin(radians(turned)))
        y = round(CENTRE - radius * cos(radians(turned)))
        if all(hypot(x - other.x, y - other.y) >= APART for other in others):
            break
    return Mark(number, x, y)

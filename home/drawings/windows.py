"""Windows: where they stand in a wall, their panes, and what is seen through them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from home.drawings.canvas import Canvas, Point
from home.drawings.colours import mix
from home.drawings.scene import Scene
from home.drawings.space import Face, Place, block, disc

View = Callable[[Scene, list[Point]], None]


def back(scene: Scene) -> Place:
    """The wall we look at."""
    return lambda u, v, out: (u, v, scene.high[2] + out)


def left(scene: Scene) -> Place:
    return lambda u, v, out: (scene.low[0] - out, v, u)


def right(scene: Scene) -> Place:
    return lambda u, v, out: (scene.high[0] + out, v, u)


def along(start: tuple[float, float], end: tuple[float, float]) -> Place:
    """An upright wall from one spot of the floor to another, the room to its right."""
    (x0, z0), (x1, z1) = start, end
    long = ((x1 - x0) ** 2 + (z1 - z0) ** 2) ** 0.5
    dx, dz = (x1 - x0) / long, (z1 - z0) / long
    return lambda u, v, out: (x0 + dx * u - dz * out, v, z0 + dz * u + dx * out)


@dataclass(frozen=True)
class Window:
    place: Place
    start: float
    sill: float
    end: float
    top: float
    columns: int = 2
    rows: int = 2
    arch: bool = False
    bar: float = 0.05
    depth: float = 0.16

    def outline(self, inset: float = 0, out: float = 0) -> Face:
        a, b, c, d = self.start + inset, self.sill + inset, self.end - inset, self.top - inset
        if not self.arch:
            return [self.place(u, v, out) for u, v in ((a, b), (c, b), (c, d), (a, d))]
        radius = (c - a) / 2
        bow = [
            (a + radius + radius * cos(t * pi / 24), d - radius + radius * sin(t * pi / 24))
            for t in range(25)
        ]
        return [self.place(u, v, out) for u, v in [(a, b), (c, b), *bow]]

    def panes(self, out: float = 0) -> list[Face]:
        """The glass between the bars."""
        wide = (self.end - self.start - self.bar) / self.columns
        spring = self.top - (self.end - self.start) / 2 if self.arch else self.top
        tall = (spring - self.sill - self.bar) / self.rows
        glass = [
            self._pane(
                self.start + self.bar + wide * column, self.sill + self.bar + tall * row, wide, tall, out
            )
            for column in range(self.columns)
            for row in range(self.rows)
        ]
        return [*glass, *self._fan(out)] if self.arch else glass

    def _pane(self, u: float, v: float, wide: float, tall: float, out: float) -> Face:
        w, h = wide - self.bar, tall - self.bar
        return [self.place(x, y, out) for x, y in ((u, v), (u + w, v), (u + w, v + h), (u, v + h))]

    def _fan(self, out: float) -> list[Face]:
        """The half round above, in wedges."""
        middle, radius = (self.start + self.end) / 2, (self.end - self.start) / 2 - self.bar
        spring, wedges = self.top - radius - self.bar, max(2, self.columns + 1)
        gap = self.bar / radius
        fan: list[Face] = []
        for wedge in range(wedges):
            first, last = pi * wedge / wedges + gap / 2, pi * (wedge + 1) / wedges - gap / 2
            rim = [first + (last - first) * step / 8 for step in range(9)]
            points = [(middle + radius * cos(t), spring + radius * sin(t)) for t in rim]
            inner = [(middle + radius * 0.2 * cos(t), spring + radius * 0.2 * sin(t)) for t in (last, first)]
            fan.append([self.place(u, v, out) for u, v in [*points, *inner]])
        return fan


def open_windows(scene: Scene, windows: Sequence[Window], view: View, *, sun: bool = True) -> None:
    """Cut windows into their walls, one view behind them all; their panes let light in."""
    glass = [scene.camera.flat(window.outline(0.02, window.depth)) for window in windows]
    whole = [point for seen in glass for point in seen]
    for window, seen in zip(windows, glass, strict=True):
        outline = scene.camera.flat(window.outline())
        with scene.canvas.inside(outline):
            scene.canvas.polygon(outline, mix(scene.tones.ceiling, scene.tones.shadow, 0.2))
            scene.canvas.polygon(seen, mix(scene.tones.ceiling, scene.tones.shadow, 0.08))
            with scene.canvas.inside(*(scene.camera.flat(pane) for pane in window.panes(window.depth))):
                view(scene, whole)
        if sun:
            scene.panes.extend(window.panes())


def glaze(
    scene: Scene, windows: Sequence[Window], view: View, frame: str, *, width: float = 0.09, sun: bool = True
) -> None:
    """Frame the windows and cut them into their walls."""
    for window in windows:
        casing(scene, window, frame, width)
    open_windows(scene, windows, view, sun=sun)


def finish(scene: Scene, windows: Sequence[Window] = (), *, bright: float = 0.2) -> Canvas:
    """Furnish the room, let the air around its windows shine, and hand over the sheet."""
    scene.furnish()
    for window in windows:
        scene.canvas.glow(scene.camera.flat(window.outline(-0.15)), scene.tones.light, alpha=bright, blur=90)
    return scene.canvas


def casing(scene: Scene, window: Window, colour: str, width: float = 0.09) -> None:
    """The wooden frame around a window, drawn before it is cut."""
    w, start, sill = width, window.start, window.sill
    grown = Window(window.place, start - w, sill - w, window.end + w, window.top + w, arch=window.arch)
    scene.face(grown.outline(), colour)
    ends = (start - w * 1.6, window.end + w * 1.6)
    ledge = [(ends[0], 0), (ends[1], 0), (ends[1], -0.1), (ends[0], -0.1)]
    scene.face([window.place(u, sill - w, out) for u, out in ledge], mix(colour, scene.tones.light, 0.25))


def curtains(scene: Scene, window: Window, colour: str, *, gather: float = 0.32, drop: float = 0.15) -> None:
    """A pair of curtains drawn aside, on a rod."""
    low, high = window.sill - drop, window.top + 0.16
    for edge, towards in ((window.start - 0.22, 1), (window.end + 0.22, -1)):
        folds = 5
        for fold in range(folds):
            a, b = edge + towards * gather * fold / folds, edge + towards * gather * (fold + 1) / folds
            swing = 0.02 * (fold % 2)
            face: Face = [
                window.place(u, v, -0.06)
                for u, v in ((a, high), (b, high), (b + swing * towards, low + swing), (a, low))
            ]
            scene.face(face, mix(colour, scene.tones.shadow, 0.16 * (fold % 2) + 0.03 * fold))
    rod = block(window.place, window.start - 0.32, high, window.end - window.start + 0.64, 0.04, -0.06)
    scene.face(rod, scene.tones.metal)


def hang(scene: Scene, place: Place, u: float, v: float, wide: float, tall: float, inks: list[str]) -> None:
    """A framed picture: frame, field, sun and hill in the inks given."""
    scene.face(block(place, u + 0.03, v - 0.04, wide + 0.01, tall + 0.04), scene.tones.shadow, alpha=0.22)
    scene.face(block(place, u, v, wide, tall, -0.03), inks[0])
    seen = scene.face(block(place, u + 0.05, v + 0.05, wide - 0.1, tall - 0.1, -0.03), inks[1])
    hill = [(0, 0), (1, 0), (1, 0.34), (0.55, 0.5), (0.2, 0.3), (0, 0.42)]
    with scene.canvas.inside(seen):
        scene.face(disc(place, u + wide * 0.6, v + tall * 0.62, wide * 0.17, -0.03), inks[2])
        scene.face([place(u + wide * x, v + tall * y, -0.03) for x, y in hill], inks[3])

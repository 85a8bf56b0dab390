"""Beds, single, double and bunk, as groups of solids in the order they are painted."""

from typing import Literal

from home.drawings.colours import Colour
from home.drawings.ornaments import soft
from home.drawings.scene import Scene, Solid, Thing
from home.drawings.space import Vector

Against = Literal["back", "left", "right"]
Plan = tuple[float, float, float, float]
LONG = 2.05


def bed(
    scene: Scene, x: float, z: float, *, wide: float = 1.5, head: Against = "back", cover: Colour = ""
) -> None:
    """A bed with its corner nearest the origin at (x, z); its head is against the wall named."""
    low, top, tones = 0.3, 0.52, scene.tones
    dx, dz = (wide, LONG) if head == "back" else (LONG, wide)
    plan = (x, z, dx, dz)
    frame = Solid((x, 0.06, z), (x + dx, low, z + dz), tones.wood)
    mattress = Solid((x + 0.03, low, z + 0.03), (x + dx - 0.03, top, z + dz - 0.03), tones.cloth)
    sheet = _part(plan, head, 0.53, 0.67, (low - 0.02, top + 0.06), tones.cloth)
    over = _part(plan, head, 0, 0.66, (low - 0.13, top + 0.04), cover or tones.cover)
    board = _part(plan, head, 1, 1.034, (0, top + 0.5), tones.wood)
    scene.put(board, frame, mattress, *_pillows(scene, plan, head, top), sheet, over)


def _part(
    plan: Plan, head: Against, start: float, end: float, rise: tuple[float, float], ink: Colour
) -> Solid:
    """What lies across the bed from one share of its length to another, counted from the foot."""
    x, z, dx, dz = plan
    low, high, edge = rise[0], rise[1], 0.02
    if head == "back":
        return Solid(
            (x - edge, low, z + dz * start - edge), (x + dx + edge, high, z + dz * end), ink, shades=False
        )
    a, b = (start, end) if head == "right" else (1 - end, 1 - start)
    return Solid((x + dx * a, low, z - edge), (x + dx * b, high, z + dz + edge), ink, shades=False)


def _spot(plan: Plan, head: Against, share: float, away: float, top: float) -> Vector:
    """A place at the head of the bed: `share` across it, `away` from the board."""
    x, z, dx, dz = plan
    return {
        "back": (x + dx * share, top, z + dz - away),
        "left": (x + away, top, z + dz * share),
        "right": (x + dx - away, top, z + dz * share),
    }[head]


def _pillows(scene: Scene, plan: Plan, head: Against, top: float) -> list[Thing]:
    """One pillow on a narrow bed, two on a wide one, and a small one before them."""
    shares = (0.73, 0.27) if min(plan[2:]) > 1.2 else (0.5,)
    wide, away = (0.58, 0.2) if head == "back" else (0.46, 0.28)
    tones = scene.tones
    large = [soft(_spot(plan, head, share, away, top), wide, 0.36, tones.cloth) for share in shares]
    small = soft(_spot(plan, head, 0.48, away + 0.22, top), 0.34, 0.26, tones.accent)
    return [*large, small]


def bunk(scene: Scene, x: float, z: float, *, head: Against, covers: tuple[Colour, Colour]) -> None:
    """Two beds, one above the other, 0.95 by 2.05 metres, with a ladder on the near side."""
    wood, cloth, post = scene.tones.wood, scene.tones.cloth, 0.07
    dx, dz = (0.95, LONG) if head == "back" else (LONG, 0.95)
    plan = (x, z, dx, dz)
    far, near = (
        [Solid((a, 0, b), (a + post, 1.75, b + post), wood) for a in (x, x + dx - post)]
        for b in (z + dz - post, z)
    )
    parts: list[Thing] = [*far]
    for level, cover in zip((0.28, 1.22), covers, strict=True):
        top = level + 0.24
        parts += [
            Solid((x, level, z), (x + dx, level + 0.1, z + dz), wood),
            Solid((x + 0.04, level + 0.1, z + 0.04), (x + dx - 0.04, top, z + dz - 0.04), cloth),
            _pillows(scene, plan, head, top)[0],
            _part(plan, head, 0, 0.71, (level + 0.06, level + 0.28), cover),
        ]
    spot = x + dx * 0.72
    rungs = [
        Solid((spot, step, z - 0.05), (spot + 0.4, step + 0.035, z), wood, shades=False)
        for step in (0.3, 0.6, 0.9, 1.2)
    ]
    scene.put(*parts, *near, *rungs)

"""Tables, chairs, chests and shelves, as groups of solids in the order they are painted."""

from typing import Literal

from home.drawings.beds import Against
from home.drawings.colours import Colour, mix
from home.drawings.ornaments import soft
from home.drawings.scene import Scene, Solid, Thing
from home.drawings.space import Vector

Plan = tuple[float, float, float, float]


def _legs(plan: Plan, leg: float, high: float, wood: Colour) -> list[Thing]:
    x, z, dx, dz = plan
    spots = [(a, b) for b in (z + dz - leg, z) for a in (x, x + dx - leg)]
    return [Solid((a, 0, b), (a + leg, high, b + leg), wood) for a, b in spots]


def table(scene: Scene, plan: Plan, *on: Thing, high: float = 0.74, colour: Colour = "") -> None:
    """A table over the floor plan (x, z, wide, deep), and what stands on it."""
    x, z, dx, dz = plan
    wood = colour or scene.tones.wood
    low, top = (x - 0.03, high - 0.05, z - 0.03), (x + dx + 0.03, high, z + dz + 0.03)
    board = Solid(low, top, mix(wood, scene.tones.light, 0.12))
    scene.put(*_legs(plan, 0.06, high - 0.05, wood), board, *on)


def chest(scene: Scene, low: Vector, high: Vector, *on: Thing, drawers: tuple[float, ...] = ()) -> None:
    """A chest with its drawers towards us, and what stands on it."""
    lines = [
        Solid(
            (low[0] + 0.05, y, low[2] - 0.01),
            (high[0] - 0.05, y + 0.02, low[2]),
            scene.tones.shadow,
            shades=False,
        )
        for y in drawers
    ]
    scene.put(Solid(low, high, scene.tones.wood), *lines, *on)


def chair(
    scene: Scene,
    x: float,
    z: float,
    back: Against | Literal["near"],
    *,
    colour: Colour = "",
    size: float = 0.44,
) -> None:
    wood, post = colour or scene.tones.wood, 0.045
    seat = Solid((x, 0.43, z), (x + size, 0.48, z + size), mix(wood, scene.tones.light, 0.08))
    low, high = {
        "back": ((x, z + size - post), (x + size, z + size)),
        "near": ((x, z), (x + size, z + post)),
        "left": ((x, z), (x + post, z + size)),
        "right": ((x + size - post, z), (x + size, z + size)),
    }[back]
    rails = [
        Solid((low[0], a, low[1]), (high[0], b, high[1]), wood, shades=False)
        for a, b in ((0.6, 0.68), (0.78, 0.92))
    ]
    posts = [
        Solid((a, 0.45, b), (a + post, 0.92, b + post), wood, shades=False)
        for a, b in (low, (high[0] - post, high[1] - post))
    ]
    before = {"near": True, "back": False, "left": scene.camera.at[0] < x, "right": scene.camera.at[0] > x}[
        back
    ]
    rest = [*posts, *rails]
    scene.put(*_legs((x, z, size, size), post, 0.45, wood), *((seat, *rest) if before else (*rest, seat)))


def armchair(
    scene: Scene, x: float, z: float, ink: Colour, *, wide: float = 0.85, back: Against = "back"
) -> None:
    """An armchair, or with more width a sofa."""
    dx, dz = (wide, 0.85) if back == "back" else (0.85, wide)
    x1, z1 = x + dx, z + dz
    rest = {
        "back": ((x, 0.1, z1 - 0.22), (x1, 0.86, z1)),
        "left": ((x, 0.1, z), (x + 0.22, 0.86, z1)),
        "right": ((x1 - 0.22, 0.1, z), (x1, 0.86, z1)),
    }[back]
    if back == "back":
        arms = [((x, 0.1, z), (x + 0.17, 0.58, z1)), ((x1 - 0.17, 0.1, z), (x1, 0.58, z1))]
    else:
        arms = [((x, 0.1, z1 - 0.17), (x1, 0.58, z1)), ((x, 0.1, z), (x1, 0.58, z + 0.17))]
    seat = Solid((x + 0.1, 0.1, z + 0.02), (x1 - 0.1, 0.44, z1 - 0.02), mix(ink, scene.tones.light, 0.12))
    cushion = soft((x + dx / 2, 0.44, z + dz * 0.55), 0.45, 0.36, scene.tones.accent)
    scene.put(Solid(*rest, ink), Solid(*arms[0], ink), seat, cushion, Solid(*arms[1], ink))


def bookcase(scene: Scene, low: Vector, high: Vector, *, rows: int, inks: list[Colour]) -> None:
    """A case of books whose open side is towards us."""
    board, tall = 0.035, (high[1] - low[1]) / rows
    inside = mix(scene.tones.wood, scene.tones.shadow, 0.5)
    things: list[Thing] = [Solid(low, high, scene.tones.wood)]
    for row in range(rows):
        floor, top = low[1] + tall * row + board, low[1] + tall * (row + 1) - board
        hollow = (low[0] + board, floor, low[2] - 0.001), (high[0] - board, top, low[2])
        things.append(Solid(*hollow, inside, shades=False))
        things += _books(scene, hollow[0], hollow[1], inks)
    scene.put(*things)


def _books(scene: Scene, low: Vector, high: Vector, inks: list[Colour]) -> list[Thing]:
    rng, z, place = scene.rng, low[2], low[0] + 0.01
    things: list[Thing] = []
    while place < high[0] - 0.04:
        width = rng.uniform(0.025, 0.06)
        if rng.random() < 0.09:
            place += rng.uniform(0.08, 0.3)
            continue
        top = low[1] + (high[1] - low[1]) * rng.uniform(0.6, 0.95)
        colour = mix(rng.choice(inks), scene.tones.shadow, rng.uniform(0, 0.3))
        end = min(place + width, high[0])
        things.append(Solid((place, low[1], z - 0.009), (end, top, z - 0.004), colour, shades=False))
        place += width + 0.004
    return things


def counter(scene: Scene, x0: float, x1: float, front: Colour, top: Colour) -> None:
    """Kitchen cupboards along the back wall with a worktop."""
    z, tones = scene.high[2] - 0.6, scene.tones
    doors: list[Thing] = []
    place = x0 + 0.03
    while place < x1 - 0.3:
        end = min(place + 0.56, x1 - 0.03)
        doors.append(
            Solid((place, 0.14, z - 0.01), (end, 0.8, z), mix(front, tones.light, 0.1), shades=False)
        )
        doors.append(
            Solid((end - 0.1, 0.62, z - 0.03), (end - 0.07, 0.74, z - 0.01), tones.metal, shades=False)
        )
        place += 0.6
    body = Solid((x0, 0.08, z), (x1, 0.86, scene.high[2]), front)
    scene.put(body, *doors, Solid((x0 - 0.03, 0.86, z - 0.04), (x1 + 0.03, 0.92, scene.high[2]), top))

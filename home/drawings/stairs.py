"""A flight of stairs seen from its side."""

from dataclasses import dataclass

from home.drawings.colours import Colour, mix
from home.drawings.scene import Scene, Solid


@dataclass(frozen=True)
class Flight:
    """Steps from `x` to the right, `run` long and `rise` high each, between two depths."""

    x: float
    run: float
    rise: float
    count: int
    near: float
    far: float


def steps(scene: Scene, flight: Flight, runner: Colour, *, inset: float = 0.25) -> None:
    """The steps with a carpet on them, from the top down so that each stands before the one above it."""
    wood, run, rise = mix(scene.tones.wood, scene.tones.light, 0.14), flight.run, flight.rise
    near, far = flight.near + inset, flight.far - inset
    for step in reversed(range(flight.count)):
        low, high = flight.x + run * step, rise * (step + 1)
        Solid((low, 0, flight.near), (low + run, high, flight.far), wood).draw(scene)
        riser = [(low, high - rise, near), (low, high - rise, far), (low, high, far), (low, high, near)]
        scene.face(riser, mix(runner, scene.tones.shadow, 0.25))
        if scene.camera.at[1] > high:
            scene.face(
                [(low, high, near), (low + run, high, near), (low + run, high, far), (low, high, far)], runner
            )
    _panels(scene, flight, wood)


def _panels(scene: Scene, flight: Flight, wood: Colour) -> None:
    """Panels on the side of the flight, their tops following the steps."""
    run, rise, near = flight.run, flight.rise, flight.near
    for step in range(3, flight.count, 3):
        a, b = flight.x + run * (step - 1) + 0.1, flight.x + run * (step + 2) - 0.06
        tops = rise * (step - 0.65) - 0.22, rise * (step + 2) - 0.28
        for edge, shade in ((0.0, 0.3), (0.045, 0.22)):
            panel = [
                (a + edge, 0.16 + edge),
                (b - edge, 0.16 + edge),
                (b - edge, tops[1] - edge),
                (a + edge, tops[0] - edge),
            ]
            scene.face([(u, v, near) for u, v in panel], mix(wood, scene.tones.shadow, shade))


def rail(scene: Scene, flight: Flight, colour: Colour) -> None:
    """Balusters, a handrail and a newel post along the near side."""
    x, run, rise, z, high = flight.x, flight.run, flight.rise, flight.near, 0.9
    for step in range(flight.count):
        for share in (0.25, 0.75):
            spot, floor = x + run * (step + share), rise * (step + 1)
            top = floor + high - rise * (1 - share) * 0.5
            Solid((spot - 0.02, floor, z), (spot + 0.02, top, z + 0.04), colour).draw(scene)
    a, b = (x - 0.05, high + rise * 0.2), (x + run * flight.count, high + rise * flight.count)
    hand = [(a[0], a[1], z), (b[0], b[1], z), (b[0], b[1] + 0.09, z), (a[0], a[1] + 0.09, z)]
    scene.face(hand, mix(colour, scene.tones.light, 0.1))
    Solid((x - 0.16, 0, z - 0.03), (x - 0.02, high + 0.25, z + 0.11), colour).draw(scene)
    Solid((x - 0.19, high + 0.25, z - 0.06), (x + 0.01, high + 0.31, z + 0.14), colour).draw(scene)


def rope(scene: Scene, flight: Flight, colour: Colour) -> None:
    """A rope for a rail along the far wall, sagging between its rings."""
    sag = {2: 0.06, 3: 0.06}
    spots = [
        (
            flight.x - 0.1 + flight.run * step,
            1.0 + flight.rise * step - sag.get(step % 5, 0),
            flight.far - 0.02,
        )
        for step in range(flight.count)
    ]
    scene.canvas.line([scene.camera.spot(spot) for spot in spots], 12, colour)

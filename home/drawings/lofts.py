"""Rooms under the roof: slopes, beams and skylights."""

from dataclasses import replace
from random import Random

from home.drawings import views
from home.drawings.beds import bed
from home.drawings.canvas import Canvas
from home.drawings.colours import mix
from home.drawings.furniture import armchair, chest, table
from home.drawings.ornaments import lamp, potted, trailing, vessel
from home.drawings.scene import Scene
from home.drawings.space import Camera, Place, Vector, block
from home.drawings.tones import CANAL, FOG
from home.drawings.windows import Window, back, finish, glaze


def attic(rng: Random) -> Canvas:
    tones = replace(
        FOG, wall="#dfe3dd", side="#cfd6d2", ceiling="#e6e8e1", floor="#a8765a", sky="#8fb3c6",
        cover="#4f6f80",
    )  # fmt: skip
    camera, sun = Camera((2.35, 1.3, -2.8), turn=2, zoom=1.02, horizon=0.46), (-0.85, -1.0, -0.35)
    scene = Scene.room(tones, rng, size=(5, 3.1, 3.6), camera=camera, sun=sun, strength=0.7)
    _under_the_roof(scene, 0.95)
    glaze(
        scene,
        [Window(back(scene), 2.0, 1.35, 3.0, 2.55, 2, 1, arch=True)],
        views.hills,
        tones.wood,
        sun=False,
    )
    slope = _slope(scene, 0.95)
    for z in (0.5, 2.0):
        skylight = Window(slope, z, 0.75, z + 0.85, 2.1, 1, 2, bar=0.06, depth=0.1)
        glaze(scene, [skylight], views.sky, tones.wood, width=0.06)
    scene.sunshine()
    _rafters(scene, 0.95, (-0.4, 1.55, 3.5))
    scene.boards(0.24)
    scene.rug(1.7, 0.5, 1.9, 1.9, tones.accent, tones.paper)
    bed(scene, 0.15, 1.2, head="left")
    on = potted(scene, 2.4, 3.25, 0.5, y=0.55), vessel(2.75, 0.55, 3.2, 0.1, 0.12, tones.paper)
    table(scene, (2.15, 3.05, 0.8, 0.45), *on, high=0.55)
    chest(scene, (3.75, 0, 2.55), (4.85, 0.8, 3.05), lamp(4.1, 2.8, 0.5, y=0.8), drawers=(0.28, 0.54))
    armchair(scene, 3.65, 0.5, tones.cover, back="right")
    return finish(scene)


def loft(rng: Random) -> Canvas:
    tones = replace(
        CANAL, wall="#a85a40", side="#f0e8d6", ceiling="#f0e8d6", floor="#c29a68", wood="#7a5232",
        accent="#d8a24a",
    )  # fmt: skip
    camera = Camera((2.75, 1.4, -3.0), turn=-2, zoom=1.04, horizon=0.52)
    scene = Scene.room(tones, rng, size=(5.2, 3.5, 3.4), camera=camera, sun=(-0.2, -0.7, -1.25))
    gable = _under_the_roof(scene, 1.2)
    with scene.canvas.inside(gable):
        _bricks(scene)
    window = Window(back(scene), 1.75, 0.7, 3.45, 2.75, 3, 2, arch=True, bar=0.06)
    glaze(scene, [window], views.roofs, tones.paper, width=0.1)
    scene.sunshine()
    _rafters(scene, 1.2, (0.1, 1.75, 3.32))
    for z in (0.1, 1.75, 3.32):
        tie = [(0.93, 2.42, z), (4.27, 2.42, z), (4.12, 2.58, z), (1.08, 2.58, z)]
        scene.face(tie, mix(tones.wood, tones.shadow, 0.15))
    scene.boards(0.3)
    scene.rug(1.7, -0.2, 1.9, 2.0, tones.cover, tones.paper)
    bed(scene, 0.25, 0.9, wide=1.6, head="left")
    on = potted(scene, 4.55, 2.75, 0.7, y=0.85, pot=tones.cloth)
    chest(scene, (3.9, 0, 2.5), (5.0, 0.85, 3.0), on, drawers=(0.28, 0.55))
    armchair(scene, 3.95, 0.7, tones.accent, back="right", wide=0.95)
    trailing(scene, (1.1, 2.4, 1.75), 0.85, tones.cloth)
    return finish(scene, [window], bright=0.25)


def _under_the_roof(scene: Scene, knee: float) -> list[tuple[float, float]]:
    """Floor, knee walls, two slopes and the gable; the gable as it is seen on the sheet."""
    (_, _, z0), (x1, ridge, z1), tones = scene.low, scene.high, scene.tones
    mid = x1 / 2
    for x, shade in ((0.0, 0.04), (x1, 0.12)):
        wall = mix(tones.side, tones.shadow, shade)
        scene.wall([(x, 0, z0), (x, 0, z1), (x, knee, z1), (x, knee, z0)], wall)
        slope = mix(wall, tones.light, 0.2 if x == 0 else 0)
        scene.wall([(x, knee, z0), (x, knee, z1), (mid, ridge, z1), (mid, ridge, z0)], slope)
    gable: list[Vector] = [(0, 0, z1), (x1, 0, z1), (x1, knee, z1), (mid, ridge, z1), (0, knee, z1)]
    scene.wall(gable, tones.wall)
    scene.face([(0, 0, z0), (x1, 0, z0), (x1, 0, z1), (0, 0, z1)], tones.floor)
    return scene.camera.flat(gable)


def _slope(scene: Scene, knee: float) -> Place:
    """(along, up the slope from the knee, out) on the right-hand slope."""
    x1, ridge, _ = scene.high
    run, rise = x1 / 2, ridge - knee
    long = (run**2 + rise**2) ** 0.5
    return lambda u, v, out: (
        x1 - run * v / long + out * rise / long,
        knee + rise * v / long + out * run / long,
        u,
    )


def _rafters(scene: Scene, knee: float, spots: tuple[float, ...]) -> None:
    """Pairs of beams up the slopes to the ridge, and their posts."""
    x1, ridge, _ = scene.high
    wood, mid = scene.tones.wood, x1 / 2
    for z in spots:
        for x, inwards in ((0.0, 0.14), (x1, -0.14)):
            low = [(x, knee - 0.1, z), (x + inwards, knee - 0.1, z), (mid, ridge - 0.18, z), (mid, ridge, z)]
            scene.face(low, wood)
            side = [(x, knee, z), (x, knee, z + 0.16), (mid, ridge, z + 0.16), (mid, ridge, z)]
            scene.face(side, mix(wood, scene.tones.shadow, 0.3))
            scene.face([(x, 0, z), (x + inwards, 0, z), (x + inwards, knee, z), (x, knee, z)], wood)


def _bricks(scene: Scene) -> None:
    """Some bricks of the back wall, a little lighter or darker than it."""
    rng, tones = scene.rng, scene.tones
    for row in range(40):
        for column in range(18):
            if rng.random() < 0.4:
                ink = mix(tones.wall, rng.choice([tones.shadow, tones.light]), rng.uniform(0.05, 0.16))
                spot = column * 0.3 + (row % 2) * 0.15 - 0.1, row * 0.09
                scene.face(block(back(scene), *spot, 0.27, 0.07), ink)

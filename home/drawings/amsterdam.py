"""Rooms of the house on the canal: tall windows, beams, green paint."""

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from home.drawings import views
from home.drawings.beds import bed, bunk
from home.drawings.canvas import Canvas
from home.drawings.colours import Colour, mix
from home.drawings.furniture import armchair, chair, chest, table
from home.drawings.ornaments import lamp, potted, soft, vessel
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera, block
from home.drawings.tones import CANAL
from home.drawings.windows import Window, back, finish, glaze, hang, left, right


def _beams(scene: Scene, colour: Colour, step: float) -> None:
    """Beams across the ceiling, from the back wall to us."""
    x1, high, z = scene.high
    while (z := z - step) > scene.camera.at[2] + 0.6:
        front = [(0, high - 0.2, z), (x1, high - 0.2, z), (x1, high, z), (0, high, z)]
        scene.face(front, mix(colour, scene.tones.shadow, 0.15))
        under = [
            (0, high - 0.2, z),
            (x1, high - 0.2, z),
            (x1, high - 0.2, z + 0.18),
            (0, high - 0.2, z + 0.18),
        ]
        scene.face(under, mix(colour, scene.tones.shadow, 0.4))


def front(rng: Random) -> Canvas:
    tones, camera = CANAL, Camera((2.2, 1.45, -3.2), turn=3, zoom=1.08, horizon=0.5)
    scene = Scene.room(tones, rng, size=(5, 3.4, 3.2), camera=camera, sun=(0.4, -0.85, -1.1))
    scene.shell()
    _beams(scene, tones.wood, 0.8)
    windows = [Window(back(scene), x, 0.55, x + 1.05, 2.95, 2, 4) for x in (0.5, 2.0)]
    glaze(scene, windows, views.roofs, tones.wood, width=0.1)
    scene.sunshine()
    scene.strip(0, 0.16, tones.wood)
    scene.boards(0.26)
    hang(scene, back(scene), 3.65, 1.35, 0.9, 0.7, [tones.wood, tones.paper, tones.accent, tones.cover])
    scene.rug(0.6, 0.1, 2.1, 1.9, tones.accent, tones.paper)
    bed(scene, 2.9, 0.55, head="right")
    on = vessel(0.8, 0.7, 2.8, 0.18, 0.3, tones.accent), vessel(1.15, 0.7, 2.5, 0.1, 0.1, tones.paper)
    table(scene, (0.45, 2.25, 0.95, 0.95), *on, high=0.7)
    chair(scene, 1.6, 2.3, "right")
    scene.put(potted(scene, 4.45, 2.85, 1.1))
    return finish(scene, windows)


def boxbed(rng: Random) -> Canvas:
    tones = replace(
        CANAL, wall="#3f6b5a", side="#e3dfcc", ceiling="#efe8d6", floor="#b08a5e", wood="#2f5546",
        cover="#b3492f",
        accent="#d8a24a",
    )  # fmt: skip
    camera = Camera((2.0, 1.35, -2.9), turn=4, zoom=1.14, horizon=0.46)
    scene = Scene.room(tones, rng, size=(4.8, 2.9, 3.0), camera=camera, sun=(1.1, -0.62, 0.35))
    scene.shell()
    window = Window(left(scene), 0.35, 0.75, 1.75, 2.4, 2, 3)
    glaze(scene, [window], views.roofs, tones.wood)
    scene.sunshine()
    _alcove(scene)
    scene.boards(0.24)
    scene.rug(1.3, 0.5, 2.2, 1.6, tones.accent, tones.paper)
    scene.put(Solid((1.75, 0, 2.55), (3.05, 0.3, 2.95), mix(tones.wall, tones.shadow, 0.1)))
    armchair(scene, 3.75, 1.1, tones.accent, back="right", wide=0.9)
    on = potted(scene, 0.45, 2.4, 0.7, y=0.7, pot=tones.cover), vessel(0.5, 0.7, 2.05, 0.1, 0.12, tones.paper)
    table(scene, (0.15, 1.9, 0.6, 0.9), *on, high=0.7)
    scene.put(lamp(4.4, 2.55, 1.5, on=True))
    return finish(scene, [window])


def _alcove(scene: Scene) -> None:
    """A panelled wall with a bed in an arched opening of it, behind curtains."""
    tones, place = scene.tones, back(scene)
    wall = tones.wall
    for u in (0.15, 0.95, 3.35, 4.1):
        scene.face(block(place, u, 0.25, 0.6, 2.25, -0.01), mix(wall, tones.shadow, 0.22))
        scene.face(block(place, u + 0.05, 0.3, 0.52, 2.15, -0.02), mix(wall, tones.light, 0.08))
    bow = [(0.8 * cos(t * pi / 16), 0.62 * sin(t * pi / 16)) for t in range(17)]
    frame = [(1.5, 0.0), (3.3, 0.0), *((2.4 + u * 1.12, 1.75 + v * 1.14) for u, v in bow)]
    scene.face([place(u, v, -0.02) for u, v in frame], mix(wall, tones.shadow, 0.3))
    hole = [(1.6, 0.62), (3.2, 0.62), *((2.4 + u, 1.75 + v) for u, v in bow)]
    seen = scene.face([place(u, v, -0.02) for u, v in hole], mix(tones.accent, tones.shadow, 0.3))
    with scene.canvas.inside(seen):
        _bed_within(scene)
    for start, step in ((1.6, 0.085), (3.115, -0.085)):
        for fold in range(4):
            ink = mix(tones.cloth, tones.shadow, 0.14 * (fold % 2) + 0.04)
            scene.face(block(place, start + step * fold, 0.5, 0.085, 1.85, -0.03), ink)
    scene.face(block(place, 1.45, 0.5, 1.9, 0.14, -0.03), mix(wall, tones.light, 0.2))


def _bed_within(scene: Scene) -> None:
    tones, z = scene.tones, scene.high[2]
    scene.face([(1.6, 0.62, z), (3.2, 0.62, z), (3.2, 0.62, z + 1.1), (1.6, 0.62, z + 1.1)], tones.cloth)
    scene.face(block(back(scene), 1.6, 0.62, 1.6, 2, 1.1), mix(tones.accent, tones.shadow, 0.12))
    Solid((1.62, 0.6, z), (2.6, 0.86, z + 1.05), tones.cover).draw(scene)
    for x, deep, ink in ((3.0, 0.75, tones.cloth), (2.92, 0.35, tones.cloth), (2.72, 0.3, tones.wood)):
        soft((x, 0.7, z + deep), 0.46, 0.34, ink).draw(scene)


def courtyard(rng: Random) -> Canvas:
    tones = replace(
        CANAL, wall="#efe6d0", side="#e0d6bd", ceiling="#f5efde", floor="#b7623f", wood="#33604e",
        cover="#4a7f8a",
        sky="#cfe0c8", low="#f2efd3",
    )  # fmt: skip
    camera = Camera((1.75, 1.35, -2.8), turn=11, zoom=1.08, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5, 2.8, 3.2), camera=camera, sun=(-1.0, -0.75, -0.25))
    scene.shell()
    doors = [Window(right(scene), z, 0.05, z + 0.95, 2.35, 2, 4, depth=0.1) for z in (0.35, 1.35)]
    glaze(scene, doors, views.trees, tones.wood)
    scene.sunshine()
    scene.tiles(0.42, mix(tones.floor, tones.light, 0.28))
    scene.face(block(right(scene), 0.26, 0, 2.13, 0.5, -0.02), tones.wood)
    hang(scene, back(scene), 1.9, 1.3, 0.7, 0.9, [tones.wood, tones.paper, tones.metal, tones.accent])
    hang(scene, back(scene), 2.8, 1.45, 0.5, 0.6, [tones.wood, tones.cover, tones.metal, tones.wood])
    bed(scene, 0.15, 1.0)
    on = lamp(3.35, 2.95, 0.5, y=1.05), potted(scene, 4.0, 2.95, 0.6, y=1.05, pot=tones.cloth)
    chest(scene, (3.1, 0, 2.75), (4.3, 1.05, 3.18), *on, drawers=(0.35, 0.7))
    chair(scene, 3.6, 0.55, "left", size=0.5)
    for x, z, size in ((4.6, 2.55, 0.9), (4.5, 0.05, 1.2), (2.05, 2.8, 1.0)):
        scene.put(potted(scene, x, z, size, pot=rng.choice([tones.accent, tones.metal, tones.cloth])))
    return finish(scene, doors, bright=0.25)


def hold(rng: Random) -> Canvas:
    tones = replace(
        CANAL, wall="#c9d8d3", side="#b5c8c3", ceiling="#e9efe9", floor="#b98d5b", wood="#8a5f38",
        cover="#1f5a5c",
        accent="#c2512f", sky="#a8cfd6", low="#eaf1e2",
    )  # fmt: skip
    camera = Camera((2.9, 1.35, -2.7), turn=-10, zoom=1.06, horizon=0.46)
    scene = Scene.room(tones, rng, size=(4.4, 2.7, 4.0), camera=camera, sun=(-1.1, -0.8, 0.15))
    scene.shell()
    place, bar = right(scene), 0.06
    ports = [
        Window(place, z, 1.15, z + 0.8, 1.95, 1, 1, arch=True, bar=bar, depth=0.12) for z in (-0.6, 1.0, 2.6)
    ]
    stern = Window(back(scene), 1.55, 1.0, 2.85, 2.3, 2, 1, arch=True)
    glaze(scene, [stern], views.water, tones.wood, sun=False)
    glaze(scene, ports, views.water, tones.wood)
    scene.sunshine()
    _beams(scene, tones.wood, 1.1)
    scene.strip(0, 0.5, mix(tones.wall, tones.cover, 0.55))
    scene.boards(0.16)
    scene.rug(1.7, -0.3, 1.2, 3.2, tones.accent, tones.paper)
    bunk(scene, 0.05, 1.9, head="back", covers=(tones.cover, tones.accent))
    bunk(scene, 0.05, -0.5, head="back", covers=(tones.metal, tones.cover))
    on = lamp(3.75, 3.4, 0.5, y=0.8), vessel(4.1, 0.8, 3.2, 0.16, 0.22, tones.accent)
    chest(scene, (3.4, 0, 2.9), (4.35, 0.8, 3.95), *on)
    chest(scene, (1.6, 0, 3.45), (2.9, 0.45, 3.98), potted(scene, 2.55, 3.7, 0.55, y=0.45))
    return finish(scene)

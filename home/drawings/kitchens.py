"""Three kitchens: the middle of every house."""

from dataclasses import replace
from random import Random

from home.drawings import views
from home.drawings.canvas import Canvas
from home.drawings.colours import Colour, mix
from home.drawings.furniture import chair, counter, table
from home.drawings.ornaments import jars, lantern, pans, potted, vessel
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera, block
from home.drawings.tones import CANAL, FOG, PLUM
from home.drawings.windows import Window, back, finish, glaze, hang, left, right


def _stove(scene: Scene, x: float, colour: Colour) -> None:
    z, deep, tones = scene.high[2] - 0.66, scene.high[2], scene.tones
    scene.put(
        Solid((x, 0, z), (x + 0.8, 0.92, deep), colour),
        Solid((x + 0.08, 0.2, z - 0.01), (x + 0.72, 0.66, z), tones.shadow, shades=False),
        Solid((x + 0.08, 0.7, z - 0.04), (x + 0.72, 0.73, z - 0.02), tones.metal, shades=False),
        Solid((x, 0.92, z), (x + 0.8, 0.94, deep), tones.shadow, shades=False),
        vessel(x + 0.22, 0.94, z + 0.4, 0.3, 0.24, tones.accent),
        vessel(x + 0.58, 0.94, z + 0.25, 0.24, 0.2, tones.metal),
    )


def long_table(rng: Random) -> Canvas:
    tones = replace(FOG, wall="#d5dbd7", side="#c2ccca", floor="#8d5f45", cover="#4f6f80")
    camera = Camera((2.9, 1.55, -3.0), turn=-5, zoom=1.05, horizon=0.42)
    scene = Scene.room(tones, rng, size=(5.2, 2.9, 3.6), camera=camera, sun=(0.95, -0.7, -0.25))
    scene.shell()
    windows = [Window(left(scene), z, 0.95, z + 1.05, 2.4, 2, 3) for z in (-0.6, 0.8, 2.2)]
    glaze(scene, windows, views.hills, tones.wood)
    scene.sunshine()
    scene.face(block(back(scene), 0, 0.92, 5.2, 0.53, -0.01), mix(tones.cover, tones.paper, 0.55))
    scene.boards(0.2)
    inks = [tones.paper, tones.accent, tones.cover, tones.metal, tones.leaf]
    counter(scene, 0.1, 3.6, tones.cover, tones.wood)
    _stove(scene, 3.72, tones.paper)
    jars(scene, 0.3, 2.2, 1.85, inks)
    jars(scene, 0.3, 2.2, 2.3, inks)
    pans(scene, 2.75, 2.25)
    bowls = [vessel(2.7, 0.74, z, 0.24, 0.12, ink) for z, ink in zip((1.8, 1.0, 0.2), inks[1:], strict=False)]
    table(scene, (1.95, -0.9, 1.15, 3.1), vessel(2.4, 0.74, 1.4, 0.14, 0.26, tones.metal), *bowls)
    for z in (1.45, 0.55, -0.35):
        chair(scene, 3.25, z, "right")
        chair(scene, 1.35, z, "left")
        if z > 0:
            lantern(scene, 2.5, z - 0.3, 0.75, 0.4, tones.accent, on=False)
    scene.put(potted(scene, 4.8, 2.3, 1.3, pot=tones.metal))
    return finish(scene, windows, bright=0.15)


def brass_kitchen(rng: Random) -> Canvas:
    tones = replace(
        PLUM, wall="#e3b99b", side="#d4a888", ceiling="#f4dfc8", floor="#f0dcc0", wood="#5a2b3e",
        cover="#7d3f63",
    )  # fmt: skip
    camera = Camera((1.9, 1.5, -2.9), turn=7, zoom=1.1, horizon=0.42)
    scene = Scene.room(tones, rng, size=(5, 3.0, 3.2), camera=camera, sun=(-0.3, -0.75, -1.1))
    scene.shell()
    window = Window(back(scene), 1.55, 1.2, 2.85, 2.65, 3, 2, arch=True)
    glaze(scene, [window], views.roofs, tones.wood, width=0.08)
    scene.sunshine()
    scene.tiles(0.42, mix(tones.cover, tones.shadow, 0.25))
    inks = [tones.metal, "#2f7d86", tones.paper, tones.cover, "#b8433f"]
    counter(scene, 0.1, 3.5, tones.cover, tones.metal)
    _stove(scene, 3.62, "#3d6d73")
    jars(scene, 3.25, 4.8, 1.95, inks)
    jars(scene, 3.25, 4.8, 2.4, inks)
    pans(scene, 0.15, 2.4)
    scene.put(potted(scene, 0.5, 2.9, 0.55, y=0.92, pot="#2f7d86"))
    scene.put(vessel(3.0, 0.92, 2.9, 0.2, 0.3, tones.metal), vessel(1.1, 0.92, 2.85, 0.28, 0.12, "#b8433f"))
    on = vessel(2.55, 0.74, 0.9, 0.34, 0.14, tones.metal), vessel(3.2, 0.74, 0.7, 0.1, 0.12, tones.paper)
    table(scene, (2.2, 0.35, 1.5, 0.95), *on)
    chair(scene, 1.5, 0.6, "left")
    chair(scene, 3.95, 0.6, "right")
    chair(scene, 2.7, -0.35, "near")
    lantern(scene, 2.95, 0.8, 0.7, 0.4, tones.metal, on=True)
    return finish(scene, [window], bright=0.25)


def tiled_kitchen(rng: Random) -> Canvas:
    tones = replace(
        CANAL, wall="#f0ead8", side="#e2dcc8", floor="#b9653f", wood="#2f5546", cover="#3f7a86",
        ceiling="#f7f2e4",
    )  # fmt: skip
    camera, oak = Camera((2.8, 1.5, -2.9), turn=-5, zoom=1.12, horizon=0.42), "#c9a36c"
    scene = Scene.room(tones, rng, size=(4.8, 2.7, 3.0), camera=camera, sun=(-0.95, -0.75, 0.1))
    scene.shell()
    _wall_tiles(scene)
    windows = [Window(right(scene), z, 0.95, z + 1.1, 2.25) for z in (0.2, 1.6)]
    glaze(scene, windows, views.trees, tones.wood)
    scene.sunshine()
    scene.tiles(0.4, mix(tones.floor, tones.paper, 0.5))
    counter(scene, 0.9, 4.7, tones.wood, oak)
    _stove(scene, 0.05, tones.accent)
    jars(scene, 1.2, 3.4, 1.7, [tones.paper, tones.accent, tones.cover, tones.metal, tones.wood])
    pans(scene, 3.45, 2.2)
    scene.put(potted(scene, 4.3, 2.7, 0.5, y=0.92), vessel(3.6, 0.92, 2.65, 0.28, 0.14, tones.accent))
    scene.put(vessel(2.0, 0.92, 2.6, 0.14, 0.3, tones.cover), vessel(2.3, 0.92, 2.65, 0.2, 0.16, tones.paper))
    on = vessel(1.7, 0.74, 0.85, 0.3, 0.13, tones.cover), vessel(2.1, 0.74, 0.6, 0.1, 0.12, tones.paper)
    table(scene, (1.35, 0.25, 1.0, 1.0), *on, colour=oak)
    chair(scene, 0.75, 0.5, "left", colour=tones.accent)
    chair(scene, 2.55, 0.5, "right", colour=tones.accent)
    hang(scene, left(scene), 0.5, 1.3, 0.9, 0.7, [tones.wood, tones.paper, tones.metal, tones.accent])
    lantern(scene, 1.85, 0.8, 0.6, 0.4, tones.wood, on=False)
    return finish(scene, windows)


def _wall_tiles(scene: Scene) -> None:
    """White tiles behind the worktop, some with a blue figure."""
    tones, rng, place, size = scene.tones, scene.rng, back(scene), 0.18
    for row in range(7):
        for column in range(26):
            u, v = 0.1 + column * size, 0.92 + row * size
            ink = mix(tones.paper, tones.cover, rng.choice([0.06, 0.1, 0.14]))
            scene.face(block(place, u, v, 0.165, 0.165, -0.01), ink)
            if rng.random() < 0.35:
                x, y, r = u + 0.0825, v + 0.0825, 0.045
                figure = [place(a, b, -0.02) for a, b in ((x - r, y), (x, y - r), (x + r, y), (x, y + r))]
                scene.face(figure, mix(tones.cover, tones.paper, 0.25))

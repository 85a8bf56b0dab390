"""Rooms of the house in San Francisco: fog outside, redwood within."""

from dataclasses import replace
from itertools import pairwise
from random import Random

from home.drawings import views
from home.drawings.beds import bed, bunk
from home.drawings.canvas import Canvas
from home.drawings.colours import mix
from home.drawings.furniture import armchair, bookcase, chair, chest, table
from home.drawings.ornaments import lamp, potted, trailing, vessel
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera
from home.drawings.tones import FOG
from home.drawings.windows import Window, along, back, finish, glaze, hang, left, right

BENDS = [(0.9, 2.9), (1.65, 3.75), (3.25, 3.75), (4.0, 2.9)]


def bay(rng: Random) -> Canvas:
    tones, camera = FOG, Camera((2.15, 1.35, -3.1), turn=4, zoom=1.1, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5, 2.9, 2.9), camera=camera, sun=(0.5, -0.8, -1.15))
    scene.shell()
    windows = _bay_windows(scene)
    scene.sunshine()
    scene.strip(0, 0.14, tones.paper)
    scene.boards(0.2)
    hang(scene, left(scene), 0.3, 1.15, 0.75, 1.0, [tones.wood, tones.paper, tones.metal, tones.cover])
    scene.rug(0.75, 0.3, 2.1, 1.5, mix(tones.cover, tones.shadow, 0.15), tones.paper)
    bed(scene, 2.95, 0.45, head="right", cover=tones.accent)
    scene.put(potted(scene, 0.5, 2.45, 1.25, pot=tones.metal))
    armchair(scene, 0.15, 0.7, tones.wood, back="left")
    return finish(scene, windows, bright=0.16)


def _bay_windows(scene: Scene) -> list[Window]:
    """Three walls standing out behind the back wall, a window in each, and a seat filling the bay."""
    tones, high = scene.tones, scene.high[1]
    scene.face([(x, high, z) for x, z in BENDS], tones.ceiling)
    windows = []
    for one, other in pairwise(BENDS):
        place, wide = along(one, other), ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5
        scene.wall([place(u, v, 0) for u, v in ((0, 0), (wide, 0), (wide, high), (0, high))], tones.wall)
        windows.append(Window(place, 0.14, 0.75, wide - 0.14, 2.5, 2 if wide > 1.3 else 1, 3))
    glaze(scene, windows, views.hills, tones.paper, width=0.07)
    front = [(0.9, 0, 2.9), (4.0, 0, 2.9), (4.0, 0.48, 2.9), (0.9, 0.48, 2.9)]
    scene.face(front, mix(tones.wood, tones.light, 0.08))
    top = scene.face([(x, 0.48, z) for x, z in BENDS], mix(tones.cover, tones.light, 0.12))
    with scene.canvas.inside(top):
        around = [(0.9, 0.48, 2.9), (4.0, 0.48, 2.9), (4.0, 0.48, 3.75), (0.9, 0.48, 3.75)]
        scene.lit(around, 1, tones.cover)
    return windows


def library(rng: Random) -> Canvas:
    tones = replace(
        FOG, wall="#44555c", side="#38484f", floor="#5c3826", ceiling="#5f6e72", wood="#5f2b1c",
        cover="#7f9aa6", sky="#53697d", low="#d58f6c", far="#5b6e7d", near="#2f4150", paper="#d9cbb4",
    )  # fmt: skip
    camera = Camera((2.9, 1.3, -3.0), turn=-6, zoom=1.1, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5.2, 2.9, 3.2), camera=camera)
    scene.shell()
    glaze(scene, [Window(left(scene), 0.5, 0.8, 1.9, 2.35)], views.hills, tones.wood, sun=False)
    scene.boards(0.2)
    scene.rug(0.9, 0.2, 3.4, 1.9, mix(tones.accent, tones.shadow, 0.35), tones.metal)
    inks = [FOG.accent, FOG.cover, FOG.metal, FOG.paper, FOG.leaf, FOG.wood, "#86949a"]
    for x in (0.12, 1.78, 3.44):
        bookcase(scene, (x, 0, 2.86), (x + 1.6, 2.72, 3.19), rows=7, inks=inks)
    armchair(scene, 1.75, 1.55, "#7f9aa6", wide=2.1)
    books = (
        Solid((2.6, 0.4, 0.62), (2.95, 0.45, 0.9), FOG.accent),
        Solid((2.63, 0.45, 0.64), (2.93, 0.49, 0.88), FOG.metal),
    )
    table(scene, (2.0, 0.55, 1.2, 0.55), vessel(2.3, 0.4, 0.8, 0.12, 0.1, tones.paper), *books, high=0.4)
    scene.put(lamp(4.25, 1.9, 1.6, on=True))
    scene.put(potted(scene, 0.6, 2.3, 0.95))
    return finish(scene)


def bunks(rng: Random) -> Canvas:
    tones = replace(FOG, wall="#c9b9a0", side="#b9a88d", ceiling="#e9e1d0", floor="#86583f", cover="#6f8d9b")
    camera = Camera((2.2, 1.4, -3.0), zoom=1.12, horizon=0.46)
    scene = Scene.room(tones, rng, size=(4.4, 2.9, 3.6), camera=camera, sun=(0.12, -0.75, -1.25))
    scene.shell()
    window = Window(back(scene), 1.55, 0.75, 2.85, 2.45, 2, 3)
    glaze(scene, [window], views.trees, tones.wood)
    scene.sunshine()
    scene.strip(0, 0.12, tones.wood)
    scene.boards(0.18)
    scene.rug(1.55, -0.9, 1.3, 3.4, tones.accent, tones.paper)
    pairs = [(tones.cover, tones.accent), (tones.metal, tones.leaf)]
    for z, (one, other) in zip((1.4, -1.0), pairs, strict=True):
        bunk(scene, 0.06, z, head="back", covers=(one, other))
        bunk(scene, 3.39, z, head="back", covers=(other, one))
    on = potted(scene, 2.0, 3.35, 0.55, y=0.5), vessel(2.5, 0.5, 3.35, 0.12, 0.16, tones.paper)
    chest(scene, (1.65, 0, 3.2), (2.75, 0.5, 3.58), *on)
    return finish(scene, [window])


def lookout(rng: Random) -> Canvas:
    tones = replace(
        FOG, wall="#c98f6f", side="#b67a5b", ceiling="#e9cdb0", floor="#7a4530", wood="#5c2a1b",
        cover="#54707f",
        light="#ffd79a", sky="#d98a63", low="#ffe0a8", far="#c98a7a", near="#6d5b6b", accent="#3f6072",
    )  # fmt: skip
    camera = Camera((1.7, 1.35, -2.7), turn=12, zoom=1.08, horizon=0.46)
    scene = Scene.room(tones, rng, size=(4.8, 2.8, 3.4), camera=camera, sun=(-1.25, -0.42, 0.2))
    scene.shell()
    windows = [Window(right(scene), z, 0.85, z + 1.05, 2.35) for z in (0.5, 1.9)]
    glaze(scene, windows, views.bridge, tones.paper)
    scene.sunshine()
    scene.boards(0.2)
    hang(scene, back(scene), 2.6, 1.25, 0.8, 0.95, [tones.wood, tones.paper, tones.metal, tones.cover])
    bed(scene, 0.35, 1.15, wide=1.05, cover=tones.cover)
    on = lamp(4.4, 1.95, 0.48, y=0.74), vessel(4.35, 0.74, 1.0, 0.12, 0.16, tones.paper)
    table(scene, (4.05, 0.7, 0.62, 1.5), *on)
    chair(scene, 3.45, 1.15, "left")
    trailing(scene, (1.85, 2.8, 2.6), 1.0, tones.paper)
    scene.put(potted(scene, 4.3, 2.85, 1.1, pot=tones.paper))
    return finish(scene, windows, bright=0.3)

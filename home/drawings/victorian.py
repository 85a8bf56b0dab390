"""Rooms of the Red Victorian: plum walls, brass and evening light."""

from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from home.drawings import views
from home.drawings.beds import bed, bunk
from home.drawings.canvas import Canvas
from home.drawings.colours import mix
from home.drawings.furniture import armchair, chair, chest, table
from home.drawings.ornaments import lamp, lantern, potted, trailing, vessel
from home.drawings.scene import Scene, Solid
from home.drawings.space import Camera, block
from home.drawings.tones import PLUM
from home.drawings.windows import Window, along, back, curtains, finish, glaze, hang, left

TEAL = "#3d6d73"


def peacock(rng: Random) -> Canvas:
    tones, camera = PLUM, Camera((2.7, 1.4, -3.1), turn=-3, zoom=1.12, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5, 3.2, 3.1), camera=camera, sun=(-0.5, -0.72, -1.2))
    scene.shell()
    scene.strip(0, 0.95, mix(tones.wall, tones.shadow, 0.35))
    scene.strip(0.95, 1.02, tones.metal)
    scene.strip(0, 0.15, tones.wood)
    windows = [Window(back(scene), x, 1.1, x + 0.95, 2.85, arch=True) for x in (2.35, 3.7)]
    glaze(scene, windows, views.roofs, tones.metal, width=0.08)
    scene.sunshine()
    scene.boards(0.22)
    for x in (0.5, 1.2, 1.9):
        _feather(scene, x)
    scene.rug(2.15, -0.2, 2.5, 1.9, TEAL, tones.metal)
    bed(scene, 0.3, 0.85, wide=1.7)
    table(scene, (2.2, 2.45, 0.5, 0.45), lamp(2.45, 2.7, 0.55, y=0.55, on=True), high=0.55)
    armchair(scene, 3.85, 0.9, TEAL, back="right", wide=0.9)
    lantern(scene, 2.9, 1.4, 0.5, 0.5, tones.metal, on=True)
    scene.put(potted(scene, 4.6, 2.75, 1.3, pot=tones.metal))
    return finish(scene, windows, bright=0.25)


def _feather(scene: Scene, x: float) -> None:
    """The eye of a peacock's feather on the back wall."""
    z = scene.high[2] - 0.02
    fan = [(x + 0.3 * cos(t * pi / 12), 2.0 + 0.42 * sin(t * pi / 12), z) for t in range(13)]
    scene.face([*fan, (x, 1.62, z)], mix(scene.tones.wall, scene.tones.metal, 0.35))
    eye = [(x + (a - x) * 0.55, 1.75 + (b - 1.75) * 0.6, z) for a, b, _ in fan]
    scene.face([*eye, (x, 1.66, z)], TEAL)


def music(rng: Random) -> Canvas:
    tones = replace(
        PLUM, wall="#3f6f72", side="#356164", ceiling="#d7cdb6", floor="#8d5b3d", cover="#7d3f63",
        sky="#e9b48c",
    )  # fmt: skip
    camera = Camera((1.9, 1.4, -3.0), turn=5, zoom=1.1, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5.2, 3.1, 3.2), camera=camera, sun=(0.75, -0.75, -0.9))
    scene.shell()
    window = Window(back(scene), 0.55, 0.5, 1.75, 2.7, 2, 4)
    glaze(scene, [window], views.trees, tones.paper)
    scene.sunshine()
    scene.strip(0, 0.2, tones.paper)
    scene.boards(0.12)
    curtains(scene, window, tones.cover, gather=0.4, drop=0.45)
    hang(scene, back(scene), 2.35, 1.6, 0.5, 0.65, [tones.metal, tones.paper, tones.metal, tones.cover])
    hang(scene, back(scene), 3.05, 1.55, 0.8, 0.75, [tones.metal, tones.cover, tones.accent, TEAL])
    scene.rug(1.0, 0.1, 2.0, 1.6, tones.cover, tones.accent)
    _piano(scene)
    seat = Solid((2.73, 0.46, 1.73), (3.37, 0.54, 2.12), tones.cover, shades=False)
    chest(scene, (2.75, 0, 1.75), (3.35, 0.5, 2.1), seat)
    bed(scene, 3.1, 0.25, wide=1.15, head="right")
    scene.put(potted(scene, 0.35, 1.9, 1.35, pot=tones.accent))
    return finish(scene, [window], bright=0.25)


def _piano(scene: Scene) -> None:
    """An upright piano against the back wall, with a lamp and music on it."""
    tones, keys = scene.tones, [2.36 + 0.047 * place for place in range(30)]
    case = [
        Solid((2.25, 0, 2.62), (3.85, 1.22, 3.18), tones.wood),
        Solid((2.25, 0.6, 2.4), (3.85, 0.74, 2.64), tones.wood),
        Solid((2.27, 0, 2.42), (2.36, 0.62, 2.52), tones.wood),
        Solid((3.74, 0, 2.42), (3.83, 0.62, 2.52), tones.wood),
    ]
    white = [Solid((x, 0.74, 2.44), (x + 0.04, 0.755, 2.62), tones.paper, shades=False) for x in keys]
    black = [
        Solid((x + 0.03, 0.755, 2.52), (x + 0.055, 0.775, 2.62), tones.shadow, shades=False)
        for place, x in enumerate(keys[:-1])
        if place % 7 not in (2, 6)
    ]
    sheets = Solid((2.7, 0.86, 2.58), (3.4, 1.1, 2.62), tones.paper, shades=False)
    on = lamp(3.6, 2.9, 0.5, y=1.22, on=True), vessel(2.5, 1.22, 2.9, 0.16, 0.26, tones.metal)
    scene.put(*case, *white, *black, sheets, *on)


def turret(rng: Random) -> Canvas:
    tones = replace(
        PLUM, wall="#c98d7d", side="#b87b6d", ceiling="#f0d9c2", floor="#9a6a44", cover="#7d3f63"
    )  # fmt: skip
    camera = Camera((2.6, 1.4, -2.9), zoom=1.08, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5.2, 3.0, 2.6), camera=camera, sun=(-0.35, -0.8, -1.2))
    scene.shell()
    windows = _round_wall(scene, (2.6, 2.6), 1.55)
    scene.sunshine()
    scene.boards(0.2)
    chest(scene, (2.25, 0, 2.6), (2.95, 0.5, 3.2), potted(scene, 2.6, 2.9, 0.8, y=0.5, pot=tones.paper))
    scene.rug(1.65, -0.5, 1.9, 2.2, tones.cover, tones.accent)
    bed(scene, 0.1, 0.35, head="left", cover=TEAL)
    armchair(scene, 3.95, 1.0, tones.cover, back="right", wide=0.9)
    scene.put(lamp(4.75, 2.25, 1.55))
    lantern(scene, 2.6, 1.5, 0.45, 0.55, tones.metal, on=False)
    return finish(scene, windows, bright=0.12)


def _round_wall(scene: Scene, middle: tuple[float, float], radius: float) -> list[Window]:
    """Half a round tower behind the back wall: five sides, each with an arched window."""
    tones, high = scene.tones, scene.high[1]
    turns = [pi * step / 5 for step in range(6)]
    bends = [(middle[0] - radius * cos(t), middle[1] + radius * 0.85 * sin(t)) for t in turns]
    scene.face([(x, high, z) for x, z in bends], tones.ceiling)
    scene.face([(x, 0, z) for x, z in bends], tones.floor)
    windows = []
    for a, b in pairwise(bends):
        place, wide = along(a, b), ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        scene.wall(block(place, 0, 0, wide, high), tones.wall)
        windows.append(Window(place, 0.12, 0.62, wide - 0.12, 2.62, 1, 3, arch=True, depth=0.08))
    glaze(scene, windows, views.roofs, tones.wood, width=0.06)
    return windows


def parlour(rng: Random) -> Canvas:
    tones = replace(
        PLUM, wall="#8c9a72", side="#7b8a63", ceiling="#e6e2cb", floor="#a06c45", wood="#5b2c40",
        cover="#b0567a",
        light="#fff0c4", sky="#c9dcc9", low="#f3efcf", leaf="#4d6b3f", shadow="#26201f",
    )  # fmt: skip
    camera = Camera((3.1, 1.35, -3.0), turn=-7, zoom=1.1, horizon=0.46)
    scene = Scene.room(tones, rng, size=(5, 2.9, 3.0), camera=camera, sun=(-0.55, -0.85, -1.1))
    scene.shell()
    doors = [Window(back(scene), x, 0.06, x + 0.85, 2.45, 2, 4, depth=0.08) for x in (2.3, 3.2)]
    glaze(scene, doors, views.trees, tones.paper, width=0.07)
    scene.sunshine()
    scene.strip(0, 0.14, tones.paper)
    scene.face(block(back(scene), 2.23, 0, 1.89, 0.2, -0.02), mix(tones.paper, tones.shadow, 0.1))
    scene.tiles(0.5, mix(tones.floor, tones.shadow, 0.18))
    hang(scene, back(scene), 0.75, 1.45, 0.9, 0.7, [tones.metal, tones.paper, tones.accent, tones.cover])
    bed(scene, 0.3, 0.75)
    chair(scene, 4.1, 1.5, "right", colour=tones.metal, size=0.5)
    on = vessel(3.45, 0.6, 1.6, 0.1, 0.1, tones.paper), vessel(3.68, 0.6, 1.7, 0.16, 0.24, tones.cover)
    table(scene, (3.25, 1.35, 0.6, 0.6), *on, high=0.6, colour=tones.metal)
    for x, z, size in ((4.55, 2.55, 1.5), (2.0, 2.65, 1.0), (1.92, 2.2, 0.55), (4.8, 1.9, 0.8)):
        scene.put(potted(scene, x, z, size, pot=rng.choice([tones.cover, tones.metal, tones.paper])))
    trailing(scene, (4.5, 2.9, 1.3), 0.9, tones.paper)
    return finish(scene, doors, bright=0.25)


def sleeper(rng: Random) -> Canvas:
    tones = replace(
        PLUM, wall="#33244a", side="#2b1e40", floor="#5a3648", ceiling="#40305a", wood="#6f3a3f",
        cloth="#d9c6c9",
        cover="#8c6a2b", accent="#b8893b", paper="#cdb9c4", light="#ffd489", shadow="#150c22", sky="#1d1c3f",
        low="#59477a", near="#241b3c", leaf="#3f5a4a",
    )  # fmt: skip
    camera = Camera((1.6, 1.4, -2.9), turn=9, zoom=1.08, horizon=0.46)
    scene = Scene.room(tones, rng, size=(4.6, 2.9, 3.4), camera=camera)
    scene.shell()
    glaze(scene, [Window(left(scene), 1.0, 0.8, 2.3, 2.4, 2, 3)], views.night, tones.wood, sun=False)
    scene.strip(0, 0.9, mix(tones.wall, tones.shadow, 0.35))
    scene.strip(0.9, 0.95, tones.accent)
    scene.boards(0.2)
    scene.rug(1.0, 0.2, 1.9, 1.7, "#6d2c56", tones.accent)
    bunk(scene, 2.5, 2.3, head="right", covers=("#6d2c56", "#2f6672"))
    bunk(scene, 0.35, 2.3, head="left", covers=("#2f6672", tones.cover))
    armchair(scene, 3.5, 0.6, "#6d2c56", back="right", wide=0.9)
    lantern(scene, 2.35, 1.5, 0.85, 0.42, tones.accent, on=True)
    scene.put(potted(scene, 0.45, 0.9, 1.0, pot=tones.accent))
    return finish(scene)

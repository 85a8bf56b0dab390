"""Stairs and halls: where the light comes down."""

from dataclasses import replace
from random import Random

from home.drawings import stairs, views
from home.drawings.canvas import Canvas, Point
from home.drawings.colours import Colour, mix
from home.drawings.furniture import armchair, chest
from home.drawings.ornaments import bicycle, lamp, lantern, potted, vessel
from home.drawings.scene import Scene
from home.drawings.space import Camera, block
from home.drawings.tones import CANAL, FOG, PLUM
from home.drawings.windows import Window, back, finish, glaze, hang, left

GLASS = ["#d9a441", "#2f7d86", "#b8433f", "#6a9a5b", "#e8c27a", "#8a4f8e", "#2f7d86", "#d9a441"]


def redwood_stairs(rng: Random) -> Canvas:
    tones = replace(FOG, wall="#c8cfca", side="#b4bfbd", floor="#8a5a40", cover="#4f6f80")
    camera = Camera((2.7, 1.5, -3.9), turn=4, zoom=1.0, horizon=0.56)
    scene = Scene.room(tones, rng, size=(6.4, 4.4, 3.2), camera=camera, sun=(0.75, -0.8, -0.85))
    scene.shell()
    window = Window(back(scene), 2.0, 1.45, 3.5, 4.1, 3, 3, arch=True)
    glaze(scene, [window], views.hills, tones.wood, width=0.12)
    scene.strip(0, 1.0, mix(tones.wood, tones.light, 0.05))
    scene.strip(1.0, 1.07, mix(tones.wood, tones.shadow, 0.3))
    scene.sunshine()
    scene.boards(0.2)
    scene.rug(0.4, 0.6, 1.4, 1.7, tones.cover, tones.paper)
    scene.put(potted(scene, 0.55, 2.8, 1.5, pot=tones.metal))
    on = lamp(1.15, 2.95, 0.55, y=0.78, on=True), vessel(1.6, 0.78, 2.95, 0.14, 0.2, tones.accent)
    chest(scene, (0.9, 0, 2.75), (1.9, 0.78, 3.15), *on)
    sheet = finish(scene, [window], bright=0.25)
    flight = stairs.Flight(2.15, 0.29, 0.19, 15, near=1.0, far=2.4)
    stairs.steps(scene, flight, tones.accent)
    stairs.rail(scene, flight, mix(tones.wood, tones.shadow, 0.15))
    return sheet


def stained_hall(rng: Random) -> Canvas:
    tones = replace(PLUM, floor="#a5764e", light="#ffe6ad")
    camera, sun = Camera((2.0, 1.5, -3.0), turn=3, zoom=1.0, horizon=0.54), (0.22, -0.62, -1.2)
    scene = Scene.room(tones, rng, size=(4.6, 3.6, 4.2), camera=camera, sun=sun, strength=0.72)
    scene.shell()
    scene.strip(0, 1.05, mix(tones.wall, tones.shadow, 0.4))
    scene.strip(1.05, 1.12, tones.metal)
    scene.strip(0, 0.18, tones.wood)
    window = _stained(scene)
    scene.sunshine()
    scene.tiles(0.46, mix(tones.floor, tones.shadow, 0.42))
    hang(scene, left(scene), 1.2, 1.5, 0.9, 1.1, [tones.metal, tones.paper, tones.accent, "#3d6d73"])
    hang(scene, left(scene), 2.6, 1.6, 0.7, 0.9, [tones.metal, "#3d6d73", tones.accent, tones.cover])
    on = lamp(0.3, 1.75, 0.6, y=0.85, on=True), vessel(0.3, 0.85, 1.2, 0.2, 0.3, "#2f7d86")
    chest(scene, (0.05, 0, 0.9), (0.55, 0.85, 2.1), *on)
    scene.put(potted(scene, 0.6, 3.7, 1.5, pot=tones.metal))
    armchair(scene, 3.4, 2.9, "#3d6d73", wide=0.95)
    scene.put(potted(scene, 4.25, 1.7, 1.2, pot=tones.metal))
    lantern(scene, 2.2, 1.4, 0.6, 0.6, tones.metal, on=True)
    return finish(scene, [window], bright=0.18)


def _stained(scene: Scene) -> Window:
    """A window of coloured panes, each of which colours its own patch of light."""
    window = Window(back(scene), 1.35, 0.5, 3.05, 3.25, 4, 3, arch=True, bar=0.035)
    light = scene.tones.light

    def ink(place: int, share: float) -> Colour:
        return mix(GLASS[place % len(GLASS)], light, share)

    def glass(scene: Scene, frame: list[Point]) -> None:
        scene.canvas.polygon(frame, scene.tones.low)
        for place, pane in enumerate(window.panes(window.depth)):
            scene.face(pane, ink(place, 0.15))

    scene.tints = {place: ink(place, 0.35) for place in range(len(window.panes()))}
    glaze(scene, [window], glass, scene.tones.metal, width=0.1)
    return window


def steep_stairs(rng: Random) -> Canvas:
    tones = replace(CANAL, wall="#e7e1cd", side="#d8d3bf", ceiling="#f3efe2", floor="#b78c5a", wood="#2f5546")
    camera, sun = Camera((2.0, 1.5, -3.5), turn=2, zoom=1.02, horizon=0.54), (0.9, -0.95, 0.3)
    scene = Scene.room(tones, rng, size=(4.6, 4.2, 3.2), camera=camera, sun=sun)
    scene.shell()
    high = [Window(left(scene), z, 2.1, z + 0.85, 3.6) for z in (0.2, 1.5)]
    glaze(scene, high, views.roofs, tones.wood)
    scene.sunshine()
    scene.strip(0, 1.1, mix(tones.wood, tones.light, 0.12))
    scene.strip(1.1, 1.16, tones.wood)
    scene.tiles(0.38, mix(tones.floor, tones.paper, 0.6))
    scene.face(block(back(scene), 0.35, 0, 1.0, 2.2, -0.01), tones.accent)
    for u in (0.45, 0.9):
        for v, tall in ((0.15, 0.75), (1.05, 1.0)):
            scene.face(block(back(scene), u, v, 0.36, tall, -0.02), mix(tones.accent, tones.shadow, 0.18))
    scene.put(potted(scene, 0.5, 2.1, 1.0, pot=tones.metal))
    bicycle(scene, 0.95, 1.15)
    sheet = finish(scene, high)
    flight = stairs.Flight(2.0, 0.21, 0.23, 17, near=2.1, far=3.2)
    stairs.steps(scene, flight, tones.accent, inset=0.16)
    stairs.rope(scene, flight, mix(tones.metal, tones.shadow, 0.2))
    return sheet

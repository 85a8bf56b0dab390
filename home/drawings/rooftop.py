"""The roof of the Red Victorian at dusk, the city's hills behind it."""

from dataclasses import replace
from random import Random

from home.drawings import plants
from home.drawings.canvas import HEIGHT, WIDTH, Canvas, arc, curve
from home.drawings.colours import Colour, mix
from home.drawings.lights import string
from home.drawings.tones import PLUM, Tones

FLOOR = 1120.0


def roof(rng: Random) -> Canvas:
    tones = replace(
        PLUM, sky="#5b3a72", low="#f7b27a", light="#ffe2a0", near="#3a2350", far="#a8617f", leaf="#4f6a4a"
    )  # fmt: skip
    canvas = Canvas(tones.sky)
    canvas.fade([(0, 0), (WIDTH, 0), (WIDTH, 900), (0, 900)], tones.sky, tones.low)
    canvas.ellipse(1640, 800, 130, 130, "#ffe9b8")
    canvas.glow(arc((1640, 800), 300, 300, 0, 2), "#ffdca0", alpha=0.6, blur=140)
    _hills(canvas, tones, rng)
    _city(canvas, tones, rng)
    _deck(canvas, tones)
    _chair(canvas, 820, tones.cover, tones, side=1)
    _chair(canvas, 1480, "#3d6d73", tones, side=-1)
    _lantern(canvas, 1160, 1440, tones)
    pots = [tones.accent, tones.cover, "#3d6d73"]
    for x, y, size in ((190, 1440, 620), (2240, 1450, 680)):
        plants.tree(canvas, (x, y), size, (tones.leaf, rng.choice(pots), tones.shadow), rng)
    for x, y, size in ((2030, 1420, 360), (430, 1420, 330)):
        plants.potted(canvas, (x, y), size, (tones.leaf, rng.choice(pots), tones.shadow), rng)
    for x in (100, 1200, 2300):
        canvas.rectangle(x - 9, 420, 18, 720, mix(tones.wood, tones.shadow, 0.2))
    string(canvas, [(100, 430), (1200, 430), (2300, 430)], tones)
    return canvas


def _hills(canvas: Canvas, tones: Tones, rng: Random) -> None:
    """Three ranges, a mast on the first, windows lit on the nearer two."""
    mast = mix(tones.near, tones.far, 0.3)
    for dx in (-26, 22):
        canvas.line([(520 + dx, 900), (520 + dx * 0.5, 430)], 8, mast)
        canvas.line([(520 + dx, 620), (520 + dx * 1.5, 380)], 6, mast)
    canvas.rectangle(480, 560, 80, 9, mast)
    for layer, (y, swing) in enumerate(((760, 110), (850, 80), (930, 60))):
        ridge = curve([(-100 + 325 * step, y + rng.uniform(-swing, swing)) for step in range(9)])
        canvas.polygon([*ridge, (2500, HEIGHT), (-100, HEIGHT)], mix(tones.far, tones.near, layer / 2.6))
        for _ in range(46 * min(1, layer)):
            spot = rng.uniform(0, WIDTH), y + rng.uniform(50, 190)
            canvas.rectangle(*spot, rng.uniform(5, 9), rng.uniform(6, 12), tones.light, alpha=0.8)


def _city(canvas: Canvas, tones: Tones, rng: Random) -> None:
    """The roofs next to ours."""
    x = -60.0
    while x < WIDTH:
        wide, top = rng.uniform(170, 320), rng.uniform(900, 1010)
        wall = mix(tones.near, tones.far, rng.uniform(0, 0.35))
        peak = (x + wide / 2, top - wide * 0.3)
        canvas.polygon([(x, HEIGHT), (x, top), peak, (x + wide, top), (x + wide, HEIGHT)], wall)
        for column in (0.2, 0.55):
            ink = rng.choice([tones.light, tones.light, mix(wall, tones.shadow, 0.4), wall])
            canvas.rectangle(x + wide * column, top + 36, wide * 0.2, wide * 0.24, ink)
        x += wide


def _deck(canvas: Canvas, tones: Tones) -> None:
    wood = mix("#8a5638", tones.near, 0.25)
    canvas.rectangle(0, FLOOR + 60, WIDTH, HEIGHT, wood)
    for board in range(-14, 15):
        line = [(1200 + board * 130, FLOOR + 60), (1200 + board * 330, HEIGHT)]
        canvas.line(line, 5, mix(wood, tones.shadow, 0.4))
    path = [(1560, FLOOR + 60), (1760, FLOOR + 60), (2100, HEIGHT), (1300, HEIGHT)]
    canvas.polygon(path, tones.light, alpha=0.16)
    for post in range(25):
        canvas.rectangle(post * 100 + 8, FLOOR - 150, 16, 220, mix(tones.wood, tones.near, 0.15))
    canvas.rectangle(0, FLOOR - 168, WIDTH, 30, mix(tones.wood, tones.light, 0.16))
    canvas.rectangle(0, FLOOR + 44, WIDTH, 24, tones.wood)


def _chair(canvas: Canvas, x: float, cloth: Colour, tones: Tones, *, side: int) -> None:
    """A deck chair turned to the left or the right."""
    y, wood = 1430, mix(tones.wood, tones.light, 0.25)
    canvas.ellipse(x, y + 6, 240, 26, tones.shadow, alpha=0.35)
    sling = [(-190, -330), (-120, -350), (80, -110), (200, -150), (200, -120), (70, -76)]
    canvas.polygon([(x + side * dx, y + dy) for dx, dy in sling], cloth)
    stripe = [(-190, -330), (-164, -337), (74, -90), (70, -76)]
    canvas.polygon([(x + side * dx, y + dy) for dx, dy in stripe], mix(cloth, tones.paper, 0.55))
    canvas.line([(x - side * 205, y - 348), (x + side * 130, y)], 16, wood)
    canvas.line([(x + side * 220, y - 150), (x - side * 150, y)], 16, mix(wood, tones.shadow, 0.25))


def _lantern(canvas: Canvas, x: float, y: float, tones: Tones) -> None:
    """A small round table with a lantern and two glasses."""
    canvas.ellipse(x, y + 2, 130, 18, tones.shadow, alpha=0.35)
    canvas.rectangle(x - 9, y - 170, 18, 170, tones.shadow)
    canvas.ellipse(x, y - 170, 150, 30, mix(tones.metal, tones.near, 0.2))
    canvas.ellipse(x, y - 178, 150, 30, tones.metal)
    canvas.glow(arc((x, y - 240), 120, 120, 0, 2, 24), tones.light, alpha=0.6, blur=50)
    canvas.rectangle(x - 32, y - 270, 64, 90, "#fff0c4")
    canvas.rectangle(x - 38, y - 284, 76, 16, tones.shadow)
    for dx in (-90, 84):
        canvas.rectangle(x + dx - 12, y - 226, 24, 44, mix(tones.low, "#ffffff", 0.3), alpha=0.8)

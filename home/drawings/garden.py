"""The garden in San Francisco: a table under redwoods, sun coming down through the fog."""

from dataclasses import replace
from math import pi, sin
from random import Random

from home.drawings import facades, plants
from home.drawings.canvas import HEIGHT, WIDTH, Canvas, curve
from home.drawings.colours import mix
from home.drawings.lights import string
from home.drawings.tones import FOG, Tones

GROUND = 1060.0


def garden(rng: Random) -> Canvas:
    tones = replace(FOG, sky="#a9c3c6", low="#f2ead2", leaf="#4b6d52")
    canvas = Canvas(tones.low)
    canvas.fade([(0, 0), (WIDTH, 0), (WIDTH, GROUND), (0, GROUND)], tones.sky, tones.low)
    _forest(canvas, tones, rng)
    lawn = mix("#86975f", tones.low, 0.12)
    edge = curve([(-50, GROUND + 40), (700, GROUND - 20), (1500, GROUND + 10), (2450, GROUND - 30)])
    canvas.polygon([*edge, (2450, HEIGHT), (-50, HEIGHT)], lawn)
    for x, wide, lean in ((700.0, 190, 520), (1120.0, 260, 560), (1620.0, 170, 540)):
        beam = [(x, -20), (x + wide / 2, -20), (x + wide + lean, HEIGHT), (x - wide * 0.4 + lean, HEIGHT)]
        canvas.polygon(beam, tones.light, alpha=0.2)
    for x, y, rx, ry in ((1180.0, 1330, 520, 70), (1780.0, 1440, 330, 44), (560.0, 1470, 300, 40)):
        canvas.ellipse(x, y, rx, ry, mix(lawn, tones.light, 0.4), alpha=0.8)
    for x, side in ((-80.0, 1), (2360.0, -1)):
        _trunk(canvas, x, side, tones)
    _table(canvas, 1180, 1360, tones)
    for x, y, wide in ((120.0, 1600, 620), (1740.0, 1610, 560)):
        _raised_bed(canvas, x, y, wide, tones, rng)
    string(canvas, [(110, 300), (900, 520), (1600, 470), (2270, 250)], tones)
    return canvas


def _forest(canvas: Canvas, tones: Tones, rng: Random) -> None:
    """Three rows of redwoods, the far ones lost in fog."""
    for depth, count in ((0.72, 9), (0.48, 7), (0.22, 4)):
        far = replace(
            tones, leaf=mix(tones.leaf, tones.low, depth), shadow=mix(tones.shadow, tones.low, depth)
        )
        for place in range(count):
            x = WIDTH * (place + rng.uniform(0.2, 0.8)) / count
            if depth > 0.3 or not 800 < x < 1700:
                foot = (x, GROUND + 30 - depth * 120)
                facades.conifer(canvas, foot, 360 * (1.25 - depth), 1150 * (1.3 - depth), far, rng)
        facades.bank(canvas, GROUND - 180 - depth * 160, 150, tones.low, rng, alpha=0.42)


def _trunk(canvas: Canvas, x: float, side: int, tones: Tones) -> None:
    """The trunk of an old tree at the edge of the picture, lit from the left."""
    bark = mix("#7a3c28", tones.shadow, 0.2)
    canvas.polygon([(x - 170, HEIGHT), (x - 110, -10), (x + 150, -10), (x + 210, HEIGHT)], bark)
    for groove in range(7):
        left = x - 120 + groove * 46
        line = [(left, -10), (left + 16, -10), (left + 24, HEIGHT), (left - 8, HEIGHT)]
        canvas.polygon(line, mix(bark, tones.shadow, 0.25))
    edge = [(100, -10), (150, -10), (210, HEIGHT), (130, HEIGHT)]
    canvas.polygon([(x + side * dx, y) for dx, y in edge], mix(bark, tones.light, 0.3 if side > 0 else 0.08))


def _table(canvas: Canvas, x: float, y: float, tones: Tones) -> None:
    """A long table with a bench, a cloth, plates and a jug of leaves."""
    wood, dark = mix(tones.wood, tones.light, 0.12), tones.shadow
    canvas.ellipse(x, y + 18, 560, 48, dark, alpha=0.28)
    for leg in (x - 400, x + 330):
        canvas.polygon(
            [(leg, y - 190), (leg + 44, y - 190), (leg + 76, y), (leg + 28, y)], mix(wood, dark, 0.35)
        )
        canvas.polygon(
            [(leg + 40, y - 190), (leg + 80, y - 190), (leg + 30, y), (leg - 16, y)], mix(wood, dark, 0.2)
        )
    top = [(x - 440, y - 250), (x + 440, y - 250), (x + 520, y - 186), (x - 520, y - 186)]
    canvas.polygon(top, mix(wood, tones.light, 0.25))
    canvas.rectangle(x - 520, y - 186, 1040, 26, wood)
    cloth = [(x - 150, y - 250), (x + 130, y - 250), (x + 155, y - 186), (x - 176, y - 186)]
    canvas.polygon(cloth, tones.cloth)
    fall = [(x - 176, y - 186), (x + 155, y - 186), (x + 150, y - 116), (x - 10, y - 96), (x - 172, y - 120)]
    canvas.polygon(fall, mix(tones.cloth, dark, 0.12))
    _dishes(canvas, x, y - 204, tones)
    canvas.rectangle(x - 560, y - 70, 1120, 30, mix(wood, tones.light, 0.1))
    for leg in (x - 430, x + 390):
        canvas.rectangle(leg, y - 40, 34, 72, mix(wood, dark, 0.3))


def _dishes(canvas: Canvas, x: float, y: float, tones: Tones) -> None:
    for step in range(5):
        tip = (x - 60 + 45 * (step - 2), y - 96 - 110 * sin(pi * (0.2 + 0.15 * step)))
        plants.leaf(canvas, (x - 60, y - 94), tip, 0.2, tones.leaf, mix(tones.leaf, tones.shadow, 0.3))
    plants.vessel(canvas, (x - 60, y), (62, 96), tones.accent, tones.shadow)
    plants.vessel(canvas, (x + 40, y), (110, 46), tones.cover, tones.shadow)
    for dx, size in ((-330, (40, 44)), (300, (40, 44)), (-240, (90, 18)), (220, (90, 18))):
        plants.vessel(canvas, (x + dx, y), size, tones.paper, tones.shadow)


def _raised_bed(canvas: Canvas, x: float, y: float, wide: float, tones: Tones, rng: Random) -> None:
    """A wooden box of greens and flowers in the foreground."""
    for _ in range(26):
        root = (x + rng.uniform(20, wide - 20), y - 120)
        tip = (root[0] + rng.uniform(-70, 70), root[1] - rng.uniform(70, 190))
        tone = mix(tones.leaf, rng.choice([tones.light, tones.shadow]), rng.uniform(0.05, 0.3))
        plants.leaf(canvas, root, tip, rng.uniform(0.14, 0.24), tone, mix(tone, tones.shadow, 0.2))
        if rng.random() < 0.3:
            canvas.ellipse(*tip, 15, 15, rng.choice([tones.accent, tones.metal, tones.paper]))
    canvas.rectangle(x, y - 130, wide, 160, mix(tones.wood, tones.light, 0.06))
    canvas.rectangle(x, y - 72, wide, 5, mix(tones.wood, tones.shadow, 0.35))
    canvas.rectangle(x - 10, y - 138, wide + 20, 16, mix(tones.wood, tones.light, 0.22))

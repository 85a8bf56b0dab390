"""Early on the canal: an arched bridge with bicycles along its rail."""

from dataclasses import replace
from random import Random

from home.drawings import facades, plants
from home.drawings.canvas import SCALE, WIDTH, Canvas, Point, arc, curve
from home.drawings.colours import mix
from home.drawings.tones import CANAL, Tones
from home.drawings.water import boat, reflect

WATER = 1010.0
BRICKS = ["#8a4330", "#a65a3f", "#5c3a33", "#b9785a", "#6f4a3c", "#3f5a50", "#c9a184"]
ARCHES = [(1200.0, 300.0, 190.0), (520.0, 190.0, 110.0), (1880.0, 190.0, 110.0)]


def bridge(rng: Random) -> Canvas:
    tones = replace(CANAL, sky="#c9d9cf", low="#fbeccb", cover="#3c7a70")
    canvas = Canvas(tones.sky)
    canvas.fade([(0, 0), (WIDTH, 0), (WIDTH, WATER), (0, WATER)], tones.sky, tones.low)
    canvas.ellipse(1240, 560, 120, 120, "#fff4d6")
    canvas.glow(arc((1240, 560), 420, 420, 0, 2), "#fff2cf", alpha=0.75, blur=140)
    for side in (-1, 1):
        for place in range(6):
            _house(canvas, side, place / 6, tones, rng)
    for x, size, pale in ((420.0, 1.25, 0.05), (2010.0, 1.3, 0.05), (800.0, 0.7, 0.4), (1640.0, 0.66, 0.42)):
        far = replace(tones, leaf=mix(tones.leaf, tones.low, pale), shadow=mix(tones.shadow, tones.low, pale))
        bark = mix(mix(tones.wood, tones.shadow, 0.5), tones.low, pale)
        facades.trunk(canvas, (x, WATER), (x + 10, WATER - 420 * size), 34 * size, bark)
        for dx, dy, radius in ((-140, -430, 170), (130, -470, 180), (-10, -620, 190), (0, -420, 150)):
            facades.crown(canvas, (x + dx * size, WATER + dy * size), radius * size, far, rng)
    deck = curve(
        [(-60, WATER - 70), (600, WATER - 200), (1200, WATER - 250), (1800, WATER - 200), (2460, WATER - 70)]
    )
    _arches(canvas, deck, tones)
    _rail(canvas, deck, tones, rng)
    reflect(canvas, WATER, tones, rng)
    facades.bank(canvas, WATER - 40, 60, tones.low, rng, alpha=0.35)
    boat(canvas, 560, 1400, 720, tones)
    return canvas


def _house(canvas: Canvas, side: int, depth: float, tones: Tones, rng: Random) -> None:
    """A house on one bank, the paler the farther."""
    wide, x = 330 * (1 - depth * 0.72), 1200 + side * (1260 * (1 - depth) ** 1.25 + 130)
    wall = mix(rng.choice(BRICKS), tones.low, 0.22 + depth * 0.55)
    top, half = WATER - 230 - 620 * (1 - depth) - rng.uniform(0, 60), wide / 2
    canvas.polygon(
        [(x - half, WATER), (x - half, top), (x, top - half), (x + half, top), (x + half, WATER)], wall
    )
    for row in range(4):
        for column in (-0.3, 0.06):
            ink = mix(wall, tones.low if rng.random() < 0.4 else tones.shadow, 0.45)
            canvas.rectangle(
                x + wide * column, top + wide * (0.12 + row * 0.5), wide * 0.22, wide * 0.34, ink
            )


def _arches(canvas: Canvas, deck: list[Point], tones: Tones) -> None:
    """The bridge, with what lies behind it seen through its arches."""
    brick, stone = "#8f4a36", mix(tones.paper, tones.shadow, 0.12)
    behind = canvas.image.crop((0, 0, WIDTH * SCALE, round(WATER * SCALE)))
    canvas.polygon([*deck, (2460, WATER), (-60, WATER)], brick)
    for row in range(13):
        canvas.line([(x, y + row * 20) for x, y in deck], 2, mix(brick, tones.shadow, 0.18))
    for x, rx, ry in ARCHES:
        canvas.polygon(arc((x, WATER), rx + 26, ry + 26, 1, 2), stone)
        hole = arc((x, WATER), rx, ry, 1, 2)
        canvas.polygon(hole, mix(brick, tones.shadow, 0.65))
        with canvas.inside([(px + rx * 0.1, py + ry * 0.12) for px, py in hole]):
            left, top = canvas.origin
            canvas.image.paste(behind.crop((left, top, left + canvas.image.width, top + canvas.image.height)))
    canvas.line(deck, 22, stone)


def _rail(canvas: Canvas, deck: list[Point], tones: Tones, rng: Random) -> None:
    """Railing, bicycles and lanterns along the deck."""
    iron = mix(tones.wood, tones.shadow, 0.5)
    for high, thick in ((96, 10), (50, 5)):
        canvas.line([(x, y - high) for x, y in deck], thick, iron)
    for x, y in deck[2:-2:2]:
        canvas.rectangle(x - 3, y - 96, 6, 96, iron)
    for share in (0.3, 0.39, 0.63, 0.7):
        x, y = deck[int(len(deck) * share)]
        ink = rng.choice([tones.accent, tones.metal, tones.cover])
        plants.bicycle(canvas, (x, y - 8), 130, ink, tones.shadow)
    for share in (0.16, 0.5, 0.84):
        x, y = deck[int(len(deck) * share)]
        canvas.rectangle(x - 5, y - 330, 10, 330, iron)
        glass = [(x - 20, y - 330), (x + 20, y - 330), (x + 28, y - 390), (x - 28, y - 390)]
        canvas.polygon(glass, mix(tones.light, tones.metal, 0.25))
        canvas.polygon([(x - 34, y - 390), (x + 34, y - 390), (x, y - 425)], iron)

"""Still water, boats, and what the water doubles."""

from random import Random

from PIL import Image

from home.drawings.canvas import HEIGHT, SCALE, WIDTH, Canvas, curve
from home.drawings.colours import mix, rgb
from home.drawings.tones import Tones


def reflect(canvas: Canvas, line: float, tones: Tones, rng: Random) -> None:
    """What stands above the line again below it, upside down, darker and broken by waves."""
    top, deep = round(line * SCALE), round((HEIGHT - line) * SCALE)
    above = canvas.image.crop((0, max(0, top - round(deep * 1.6)), WIDTH * SCALE, top))
    mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH * SCALE, deep))
    veil = Image.new("RGB", mirror.size, rgb(mix(tones.cover, tones.shadow, 0.25)))
    canvas.image.paste(Image.blend(mirror, veil, 0.5), (0, top))
    inks = [tones.low, tones.sky, mix(tones.cover, tones.shadow, 0.4)]
    for _ in range(150):
        share = rng.uniform(0, 1) ** 0.8
        x, y = rng.uniform(-100, WIDTH), line + 6 + share * (HEIGHT - line)
        long, thick = rng.uniform(60, 260) * (0.5 + share), 3 + 8 * share
        wave = [(x, y), (x + long / 2, y - thick / 2), (x + long, y), (x + long / 2, y + thick / 2)]
        canvas.polygon(wave, rng.choice(inks), alpha=0.42)


def boat(canvas: Canvas, x: float, y: float, long: float, tones: Tones) -> None:
    """A boat with a cabin, and its shadow on the water."""
    ends = (x - long / 2, y - 70), (x + long / 2, y - 84)
    hull = curve([ends[0], (x - long * 0.42, y + 8), (x, y + 26), (x + long * 0.4, y + 8), ends[1]])
    canvas.polygon([(px, y + (y - py) * 0.5 + 40) for px, py in hull], tones.shadow, alpha=0.3)
    canvas.polygon(hull, tones.accent)
    upper, lower = (
        curve([ends[0], (x, y - 34), ends[1]]),
        curve([ends[1], (x, y - 14), (x - long / 2, y - 52)]),
    )
    canvas.polygon([*upper, *lower], tones.paper)
    cabin = [(-0.2, -40), (-0.17, -118), (0.14, -118), (0.18, -44)]
    canvas.polygon([(x + long * share, y + dy) for share, dy in cabin], tones.cover)
    for share in (-0.13, -0.02, 0.08):
        canvas.rectangle(x + long * share, y - 102, long * 0.07, 34, mix(tones.light, tones.metal, 0.2))

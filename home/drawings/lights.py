"""Strings of lamps."""

from math import pi, sin

from home.drawings.canvas import Canvas, Point, arc
from home.drawings.colours import mix
from home.drawings.tones import Tones


def string(canvas: Canvas, spots: list[Point], tones: Tones) -> None:
    """A string of lamps hung in swags between the spots."""
    for (x0, y0), (x1, y1) in zip(spots, spots[1:], strict=False):
        shares = [step / 14 for step in range(15)]
        swag = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 120 * sin(pi * t)) for t in shares]
        canvas.line(swag, 5, mix(tones.shadow, tones.low, 0.25))
        for x, y in swag[1::3]:
            bulb(canvas, (x, y), 36, tones)


def bulb(canvas: Canvas, at: Point, size: float, tones: Tones) -> None:
    """One lamp below a cord, and the air lit by it."""
    x, y = at[0], at[1] + size * 0.62
    canvas.glow(
        arc((x, y), size * 1.4, size * 1.4, 0, 2, 16), tones.light, alpha=0.72, blur=max(8.0, size * 0.8)
    )
    canvas.rectangle(x - size * 0.1, at[1], size * 0.2, size * 0.32, tones.shadow)
    canvas.ellipse(x, y, size * 0.36, size * 0.42, "#fff4d4")

"""Plants and other things that look the same from every side, drawn flat where they stand."""

from math import cos, pi, sin
from random import Random

from home.drawings.canvas import Canvas, Point, curve, ribbon, ring
from home.drawings.colours import Colour, mix

Inks = tuple[Colour, Colour, Colour]


def leaf(canvas: Canvas, root: Point, tip: Point, width: float, colour: Colour, vein: Colour) -> None:
    """A pointed leaf, one half a little darker."""
    (x0, y0), (x1, y1) = root, tip
    nx, ny = -(y1 - y0) * width, (x1 - x0) * width
    half = ((x0 + x1) / 2, (y0 + y1) / 2)
    one = curve([root, (half[0] + nx, half[1] + ny), tip], 10)
    other = curve([root, (half[0] - nx, half[1] - ny), tip], 10)
    canvas.polygon([*one, *reversed(other)], colour)
    canvas.polygon([*other, root], vein)


def potted(canvas: Canvas, foot: Point, size: float, inks: Inks, rng: Random) -> None:
    """A plant with broad leaves in a pot, `size` high from `foot`."""
    (x, y), (green, pot, shadow) = foot, inks
    wide, tall = size * 0.26, size * 0.24
    for step in range(11):
        turn = pi * (0.08 + 0.84 * step / 10) + rng.uniform(-0.12, 0.12)
        reach = size * rng.uniform(0.5, 0.78)
        tip = (x - cos(turn) * reach * 0.8, y - tall * 0.9 - sin(turn) * reach)
        tone = mix(green, shadow, rng.uniform(0.0, 0.38))
        leaf(canvas, (x, y - tall * 0.8), tip, rng.uniform(0.13, 0.19), tone, mix(tone, shadow, 0.22))
    pot_at(canvas, foot, wide, tall, pot, shadow)


def tree(canvas: Canvas, foot: Point, size: float, inks: Inks, rng: Random) -> None:
    """A slender plant with round leaves on thin stems, `size` high from `foot`."""
    (x, y), (green, pot, shadow) = foot, inks
    wide, tall = size * 0.22, size * 0.2
    for stem in range(4):
        sway = size * (stem - 1.5) * 0.12 + size * rng.uniform(-0.04, 0.04)
        top = (x + sway * 1.5, y - size * rng.uniform(0.78, 1))
        line = curve([(x, y - tall), (x + sway * 0.5, y - size * 0.5), top], 7)
        canvas.polygon(ribbon(line, size * 0.012, size * 0.007), mix(green, shadow, 0.5))
        for place, (sx, sy) in enumerate(line[4:]):
            side, reach = (-1 if (place + stem) % 2 else 1), size * rng.uniform(0.09, 0.13)
            tone = mix(green, shadow, rng.uniform(0, 0.3))
            middle = (sx + side * reach * 0.7, sy - reach * 0.25)
            canvas.polygon(
                ring(
                    [
                        (sx, sy),
                        (middle[0], middle[1] - reach * 0.5),
                        (sx + side * reach * 1.5, sy - reach * 0.45),
                        (middle[0], middle[1] + reach * 0.45),
                    ],
                    6,
                ),
                tone,
            )
    pot_at(canvas, foot, wide, tall, pot, shadow)


def pot_at(canvas: Canvas, foot: Point, wide: float, tall: float, pot: Colour, shadow: Colour) -> None:
    x, y = foot
    canvas.polygon(
        [(x - wide / 2, y - tall), (x + wide / 2, y - tall), (x + wide * 0.38, y), (x - wide * 0.38, y)], pot
    )
    canvas.polygon(
        [(x, y - tall), (x + wide / 2, y - tall), (x + wide * 0.38, y), (x, y)], mix(pot, shadow, 0.25)
    )
    canvas.rectangle(x - wide * 0.56, y - tall * 1.12, wide * 1.12, tall * 0.2, mix(pot, shadow, 0.08))


def hanging(canvas: Canvas, top: Point, size: float, inks: Inks, rng: Random) -> None:
    """A trailing plant in a pot on a cord, from `top` downwards."""
    x, y = top[0], top[1] + size * 0.5
    green, pot, shadow = inks
    canvas.rectangle(x - size * 0.008, top[1], size * 0.016, size * 0.5, mix(pot, shadow, 0.4))
    for strand in range(7):
        length, sway = size * rng.uniform(0.45, 1), size * rng.uniform(-0.3, 0.3)
        stem = curve([(x, y), (x + sway * 0.7, y + length * 0.4), (x + sway, y + length)], 8)
        tone = mix(green, shadow, strand * 0.05)
        canvas.polygon(ribbon(stem, size * 0.014, size * 0.008), tone)
        for place, (sx, sy) in enumerate(stem[2:]):
            side = -1 if place % 2 else 1
            leaf(
                canvas,
                (sx, sy),
                (sx + side * size * 0.1, sy + size * 0.05),
                0.28,
                tone,
                mix(tone, shadow, 0.2),
            )
    wide, tall = size * 0.17, size * 0.17
    bowl = [
        (x - wide, y - tall * 0.6),
        (x + wide, y - tall * 0.6),
        (x + wide * 0.7, y + tall * 0.5),
        (x - wide * 0.7, y + tall * 0.5),
    ]
    canvas.polygon(bowl, pot)
    canvas.polygon([(x, y - tall * 0.6), bowl[1], bowl[2], (x, y + tall * 0.5)], mix(pot, shadow, 0.2))


def pillow(canvas: Canvas, centre: Point, wide: float, tall: float, colour: Colour, shadow: Colour) -> None:
    x, y = centre
    shape = ring(
        [
            (x - wide * 0.5, y - tall * 0.42), (x, y - tall * 0.46), (x + wide * 0.5, y - tall * 0.42),
            (x + wide * 0.47, y), (x + wide * 0.5, y + tall * 0.45), (x, y + tall * 0.5),
            (x - wide * 0.5, y + tall * 0.45), (x - wide * 0.47, y),
        ]
    )  # fmt: skip
    canvas.polygon(shape, colour)
    with canvas.inside(shape):
        canvas.ellipse(x + wide * 0.08, y + tall * 0.62, wide * 0.6, tall * 0.5, mix(colour, shadow, 0.16))


def lamp(canvas: Canvas, foot: Point, size: float, inks: Inks, *, on: bool) -> None:
    """A lamp on a stand, `size` high; lit, it glows."""
    (x, y), (shade, stand, light) = foot, inks
    head, wide = size * 0.34, size * 0.3
    canvas.rectangle(x - size * 0.012, y - size * 0.8, size * 0.024, size * 0.8, stand)
    canvas.ellipse(x, y, size * 0.12, size * 0.03, stand)
    if on:
        spread = ring(
            [
                (x, y - size * 1.4),
                (x + size * 0.7, y - size * 0.8),
                (x, y - size * 0.2),
                (x - size * 0.7, y - size * 0.8),
            ]
        )
        canvas.glow(spread, light, alpha=0.4, blur=size * 0.16)
    top = y - size
    colour = mix(shade, light, 0.75) if on else shade
    canvas.polygon(
        [
            (x - wide * 0.3, top),
            (x + wide * 0.3, top),
            (x + wide * 0.55, top + head),
            (x - wide * 0.55, top + head),
        ],
        colour,
    )


def pendant(
    canvas: Canvas, top: Point, drop: float, wide: float, inks: tuple[Colour, Colour], *, on: bool
) -> None:
    """A lamp hanging from the ceiling on a cord."""
    (x, y), (shade, light) = top, inks
    canvas.rectangle(x - 3, y, 6, drop, mix(shade, "#000000", 0.3))
    if on:
        spread = ring(
            [
                (x, y + drop - wide),
                (x + wide * 2, y + drop + wide),
                (x, y + drop + wide * 3),
                (x - wide * 2, y + drop + wide),
            ]
        )
        canvas.glow(spread, light, alpha=0.35, blur=wide * 0.6)
    bell = curve(
        [
            (x - wide * 0.5, y + drop + wide * 0.42),
            (x - wide * 0.36, y + drop + wide * 0.12),
            (x, y + drop),
            (x + wide * 0.36, y + drop + wide * 0.12),
            (x + wide * 0.5, y + drop + wide * 0.42),
        ]
    )
    canvas.polygon(bell, shade)
    canvas.ellipse(x, y + drop + wide * 0.42, wide * 0.5, wide * 0.07, mix(shade, light, 0.85 if on else 0.2))


def vessel(canvas: Canvas, foot: Point, size: tuple[float, float], colour: Colour, shadow: Colour) -> None:
    """A cup, jug or bowl, wide and tall."""
    (x, y), (w, h) = foot, size
    canvas.polygon([(x - w / 2, y - h), (x + w / 2, y - h), (x + w * 0.36, y), (x - w * 0.36, y)], colour)
    dark = [(x + w * 0.1, y - h), (x + w / 2, y - h), (x + w * 0.36, y), (x + w * 0.1, y)]
    canvas.polygon(dark, mix(colour, shadow, 0.25))
    canvas.ellipse(x, y - h, w / 2, w * 0.1, mix(colour, shadow, 0.15))


def bicycle(canvas: Canvas, foot: Point, metre: float, frame: Colour, ink: Colour) -> None:
    """An upright Dutch bicycle, its wheels on the ground at `foot`."""
    x, y = foot
    radius = metre * 0.33
    rear, front = (x - metre * 0.52, y - radius), (x + metre * 0.55, y - radius)
    for hub in (rear, front):
        canvas.line(_circle(hub, radius), metre * 0.03, ink)
        for turn in range(6):
            rim = (hub[0] + radius * cos(pi * turn / 6), hub[1] + radius * sin(pi * turn / 6))
            canvas.line(
                [rim, (2 * hub[0] - rim[0], 2 * hub[1] - rim[1])], metre * 0.005, mix(ink, "#ffffff", 0.4)
            )
    crank, seat, head = (
        (x - metre * 0.08, y - radius),
        (x - metre * 0.22, y - metre * 0.82),
        (x + metre * 0.36, y - metre * 0.86),
    )
    for line in (
        [rear, crank, seat, rear],
        [crank, head],
        [seat, (x + metre * 0.33, y - metre * 0.66)],
        [head, front],
    ):
        canvas.line(line, metre * 0.035, frame)
    canvas.line(
        [
            head,
            (head[0] - metre * 0.03, head[1] - metre * 0.14),
            (head[0] - metre * 0.2, head[1] - metre * 0.16),
        ],
        metre * 0.03,
        ink,
    )
    canvas.line([seat, (seat[0] - metre * 0.02, seat[1] - metre * 0.1)], metre * 0.03, frame)
    canvas.ellipse(seat[0] - metre * 0.03, seat[1] - metre * 0.12, metre * 0.13, metre * 0.04, ink)
    canvas.ellipse(*crank, metre * 0.08, metre * 0.08, ink)


def _circle(centre: Point, radius: float) -> list[Point]:
    return [(centre[0] + radius * cos(pi * t / 24), centre[1] + radius * sin(pi * t / 24)) for t in range(49)]

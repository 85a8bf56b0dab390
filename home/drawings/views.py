"""What is seen through a window: sky, fog, hills, roofs, trees, water."""

from random import Random

from home.drawings.canvas import Point, curve
from home.drawings.colours import mix
from home.drawings.scene import Scene


def sky(scene: Scene, frame: list[Point]) -> None:
    left, top, right, bottom = _span(frame)
    scene.canvas.fade(
        [(left, top), (right, top), (right, bottom), (left, bottom)], scene.tones.sky, scene.tones.low
    )


def _span(frame: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in frame], [y for _, y in frame]
    return min(xs), min(ys), max(xs), max(ys)


def hills(scene: Scene, frame: list[Point]) -> None:
    """Hills behind hills, each paler than the one before it."""
    sky(scene, frame)
    left, top, right, bottom = _span(frame)
    rng, wide, tall = Random(7), right - left, bottom - top
    for layer, share in enumerate((0.45, 0.58, 0.72, 0.86)):
        colour = mix(scene.tones.far, scene.tones.near, layer / 3)
        ridge = [
            (left + wide * step / 7, top + tall * (share + rng.uniform(-0.06, 0.06))) for step in range(-1, 9)
        ]
        scene.canvas.polygon([*curve(ridge), (right + wide, bottom), (left - wide, bottom)], colour)
        if layer < 3:
            bank = [(x, y + tall * 0.1) for x, y in curve(ridge)]
            scene.canvas.polygon(
                [*bank, (right + wide, bottom), (left - wide, bottom)], scene.tones.low, alpha=0.35
            )


def roofs(scene: Scene, frame: list[Point]) -> None:
    """The gables across the street."""
    sky(scene, frame)
    left, top, right, bottom = _span(frame)
    rng, wide, tall = Random(11), right - left, bottom - top
    for layer, share in enumerate((0.42, 0.62)):
        colour = mix(scene.tones.far, scene.tones.near, layer)
        x = left - wide * 0.1
        while x < right:
            width, peak = wide * rng.uniform(0.22, 0.34), top + tall * (share + rng.uniform(-0.08, 0.08))
            eaves = peak + width * 0.45
            scene.canvas.polygon(
                [(x, bottom), (x, eaves), (x + width / 2, peak), (x + width, eaves), (x + width, bottom)],
                colour,
            )
            for row in range(3):
                for column in (0.24, 0.58):
                    pane = (
                        x + width * column,
                        eaves + width * (0.12 + row * 0.42),
                        width * 0.18,
                        width * 0.26,
                    )
                    scene.canvas.rectangle(*pane, mix(colour, scene.tones.low, 0.55))
            x += width * 0.97


def trees(scene: Scene, frame: list[Point]) -> None:
    """Crowns of trees close by."""
    sky(scene, frame)
    left, top, right, bottom = _span(frame)
    rng, wide, tall = Random(5), right - left, bottom - top
    for layer in range(3):
        colour = mix(
            mix(scene.tones.leaf, scene.tones.low, 0.5 - layer * 0.22), scene.tones.shadow, layer * 0.08
        )
        for _ in range(9):
            x, y = (
                left + wide * rng.uniform(-0.05, 1.05),
                top + tall * (0.42 + layer * 0.2 + rng.uniform(0, 0.25)),
            )
            radius = wide * rng.uniform(0.1, 0.2)
            scene.canvas.ellipse(x, y, radius, radius * rng.uniform(0.8, 1.1), colour)
        scene.canvas.rectangle(left, top + tall * (0.66 + layer * 0.14), wide, tall, colour)


def night(scene: Scene, frame: list[Point]) -> None:
    """A dark sky, a moon, and lit windows far off."""
    sky(scene, frame)
    left, top, right, bottom = _span(frame)
    rng, wide, tall = Random(3), right - left, bottom - top
    scene.canvas.ellipse(left + wide * 0.7, top + tall * 0.24, tall * 0.07, tall * 0.07, scene.tones.light)
    x = left
    while x < right:
        width, height = wide * rng.uniform(0.12, 0.22), tall * rng.uniform(0.25, 0.5)
        scene.canvas.rectangle(x, bottom - height, width, height, scene.tones.near)
        for _ in range(3):
            spot = (x + width * rng.uniform(0.15, 0.7), bottom - height * rng.uniform(0.2, 0.85))
            scene.canvas.rectangle(*spot, width * 0.14, width * 0.18, scene.tones.light, alpha=0.85)
        x += width


def bridge(scene: Scene, frame: list[Point]) -> None:
    """A tall bridge with its feet in the fog."""
    sky(scene, frame)
    left, top, right, bottom = _span(frame)
    wide, tall, tones = right - left, bottom - top, scene.tones
    ridge = [
        (left + wide * x, top + tall * y)
        for x, y in ((-0.1, 0.62), (0.2, 0.52), (0.5, 0.6), (0.8, 0.5), (1.1, 0.58))
    ]
    scene.canvas.polygon(
        [*curve(ridge), (right + wide, bottom), (left - wide, bottom)], mix(tones.far, tones.low, 0.3)
    )
    steel = mix("#a63d22", tones.low, 0.15)
    for share in (0.22, 0.86):
        x, height = left + wide * share, top + tall * 0.2
        for side in (-0.035, 0.025):
            scene.canvas.rectangle(x + wide * side, height, wide * 0.02, tall, steel)
        for rung in (0.02, 0.2, 0.38):
            scene.canvas.rectangle(x - wide * 0.035, height + tall * rung, wide * 0.08, tall * 0.02, steel)
    cable = [
        (left + wide * x, top + tall * y)
        for x, y in ((-0.3, 0.45), (0.22, 0.21), (0.54, 0.6), (0.86, 0.21), (1.2, 0.5))
    ]
    scene.canvas.line(curve(cable), max(2, wide * 0.008), steel)
    scene.canvas.rectangle(left, top + tall * 0.64, wide, tall * 0.025, steel)
    bank = [
        (left + wide * x, top + tall * y)
        for x, y in ((-0.1, 0.76), (0.15, 0.7), (0.4, 0.78), (0.7, 0.71), (1.1, 0.77))
    ]
    scene.canvas.polygon(
        [*curve(bank), (right + wide, bottom), (left - wide, bottom)], mix(tones.low, "#ffffff", 0.25)
    )
    scene.canvas.polygon(
        [(x, y + tall * 0.12) for x, y in curve(bank)] + [(right + wide, bottom), (left - wide, bottom)],
        tones.near,
    )


def water(scene: Scene, frame: list[Point]) -> None:
    """A canal: far bank with trees, and light on the water."""
    sky(scene, frame)
    left, top, right, bottom = _span(frame)
    rng, wide, tall, tones = Random(9), right - left, bottom - top, scene.tones
    for step in range(7):
        scene.canvas.ellipse(
            left + wide * step / 6,
            top + tall * 0.45,
            wide * 0.14,
            tall * 0.16,
            mix(tones.leaf, tones.low, 0.35),
        )
    scene.canvas.rectangle(left, top + tall * 0.5, wide, tall, mix(tones.near, tones.low, 0.25))
    scene.canvas.rectangle(left, top + tall * 0.58, wide, tall, mix(tones.cover, tones.sky, 0.5))
    for _ in range(14):
        x, y = left + wide * rng.uniform(0, 0.9), top + tall * rng.uniform(0.62, 0.98)
        scene.canvas.rectangle(
            x, y, wide * rng.uniform(0.05, 0.2), tall * 0.012, mix(tones.sky, "#ffffff", 0.4)
        )

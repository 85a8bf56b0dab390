"""Photographs that nobody took: light, shapes and grain, so that decoding costs what a photo costs."""

from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (3000, 2000)


def photograph(number: int, *, size: tuple[int, int] = SIZE) -> bytes:
    """A JPEG of about two megabytes at 3000×2000, as our uploads are stored; the same for the same number."""
    chance = Random(number)
    picture = _light(chance, size)
    _shapes(chance, picture)
    picture = picture.filter(ImageFilter.GaussianBlur(2))
    # Pillow's own noise has no seed: it is drawn small from ours and laid over in pieces.
    for coarseness, strength in ((1, 16), (4, 28)):
        grain = _grain(chance, size, coarseness)
        picture = ImageChops.overlay(
            picture, grain.point(lambda value, s=strength: 128 + (value - 128) * s // 64)
        )
    out = BytesIO()
    picture.save(out, "JPEG", quality=90, progressive=True, subsampling=2)
    return out.getvalue()


def _light(chance: Random, size: tuple[int, int]) -> Image.Image:
    gradients = (
        Image.linear_gradient("L"),
        Image.radial_gradient("L"),
        Image.linear_gradient("L").rotate(90),
    )
    channels = [
        each.resize(size).point(lambda value: 40 + value * 3 // 5) for each in chance.sample(gradients, 3)
    ]
    return Image.merge("RGB", channels)


def _shapes(chance: Random, picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for _each in range(140):
        x, y = chance.randrange(width), chance.randrange(height)
        wide, high = chance.randrange(20, width // 6), chance.randrange(20, height // 5)
        colour = tuple(chance.randrange(20, 235) for _channel in range(3))
        chance.choice((draw.rectangle, draw.ellipse))((x, y, x + wide, y + high), fill=colour)


def _grain(chance: Random, size: tuple[int, int], coarseness: int) -> Image.Image:
    small = (size[0] // coarseness // 2, size[1] // coarseness // 2)
    tiles = [Image.frombytes("L", small, chance.randbytes(small[0] * small[1])) for _channel in range(3)]
    tile = Image.merge("RGB", tiles).resize(
        (small[0] * coarseness, small[1] * coarseness), Image.Resampling.BICUBIC
    )
    grain = Image.new("RGB", size)
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
        grain.paste(tile, (x * tile.width, y * tile.height))
    return grain

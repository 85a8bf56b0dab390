"""Cuts and scales one decoded picture to many sizes, each from the nearest larger one there is."""

from collections.abc import Iterable
from typing import Final

from PIL import Image

from home.rules.cleaning import Pixels

Rect = tuple[int, int, int, int]
# A size is made from one at least twice as large: closer, and the eye would see that it was scaled twice.
ENOUGH: Final = 2
DENOMINATORS: Final = (8, 4, 2)


def shrink_for(reductions: Iterable[float]) -> int:
    """How many times smaller (1, 2, 4 or 8) a picture may be decoded to be reduced by these factors."""
    least = min(reductions, default=1)
    return next((each for each in DENOMINATORS if each * ENOUGH <= least), 1)


class Scaler:
    """One picture in all the sizes that were asked for so far; ask for the larger ones first."""

    def __init__(self, pixels: Pixels) -> None:
        self.width, self.height = pixels.width, pixels.height
        self.has_alpha = pixels.image.mode == "RGBA"
        self.whole = [pixels.image]
        self.cuts: dict[tuple[Rect, tuple[int, int]], Image.Image] = {}

    def cut(self, rect: Rect, size: tuple[int, int]) -> Image.Image:
        """The part `rect` (left, top, right, bottom of the whole) at that size; made once."""
        key = (rect, size)
        if key not in self.cuts:
            self.cuts[key] = made = self._made(rect, size)
            if rect == (0, 0, self.width, self.height):
                self.whole.append(made)
        return self.cuts[key]

    def _made(self, rect: Rect, size: tuple[int, int]) -> Image.Image:
        left, top, right, bottom = rect
        source = self._source((right - left) / size[0])
        across, down = source.width / self.width, source.height / self.height
        box = (left * across, top * down, right * across, bottom * down)
        if source.size == size and box == (0, 0, *size):
            return source.copy()
        return source.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)

    def _source(self, reduction: float) -> Image.Image:
        """The smallest that is still at least twice as large as what is wanted; else what was decoded."""
        large = [one for one in self.whole if self.width / one.width * ENOUGH <= reduction + 0.01]
        return min(large, key=lambda one: one.width, default=self.whole[0])

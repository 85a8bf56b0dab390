"""A size is made from the nearest larger one, and one that was there already is given again."""

import pytest
from PIL import Image

from home.rules.cleaning import Pixels, pixels
from home.rules.progress import bar, line
from home.rules.scaling import Scaler, shrink_for
from tests.home.uploads import encoded, exif, two_halves


@pytest.mark.parametrize(
    ("reductions", "shrink"),
    [([], 1), ([1], 1), ([3.9], 1), ([4], 2), ([7.5, 30], 2), ([8, 9], 4), ([100, 16], 8), ([100, 1], 1)],
)
def test_picture_is_decoded_at_least_twice_as_large_as_what_is_made_of_it(reductions, shrink):
    assert shrink_for(reductions) == shrink


def test_jpeg_is_decoded_smaller_but_tells_its_upright_size():
    data = encoded("JPEG", two_halves((400, 240)), exif=exif(turned=6))

    found = pixels(data, max_pixels=100_000, shrink=lambda width, height: {(240, 400): 4}[(width, height)])

    assert (found.width, found.height, found.image.size) == (240, 400, (60, 100))


def test_parts_and_sizes_are_those_of_the_whole_picture():
    scaler = Scaler(Pixels(two_halves((200, 120)), 400, 240))

    whole, small = scaler.cut((0, 0, 400, 240), (100, 60)), scaler.cut((0, 0, 400, 240), (20, 12))
    top, bottom = scaler.cut((0, 0, 400, 120), (40, 12)), scaler.cut((100, 120, 400, 240), (30, 12))

    assert [one.size for one in (whole, small, top, bottom)] == [(100, 60), (20, 12), (40, 12), (30, 12)]
    assert scaler.cut((0, 0, 400, 240), (20, 12)) is small
    assert (top.getpixel((20, 5)), bottom.getpixel((20, 6))) == ((255, 0, 0), (0, 0, 255))
    assert isinstance(small, Image.Image)


@pytest.mark.parametrize(("done", "total", "drawn"), [(0, 0, 30), (0, 7, 0), (3, 7, 12), (7, 7, 30)])
def test_bar_fills(done, total, drawn):
    assert bar(done, total) == f"[{'#' * drawn}{'.' * (30 - drawn)}]"


@pytest.mark.parametrize(
    ("here", "seconds", "said"),
    [
        (0, 1, "84 of 200"),
        (84, 7, "84 of 200, 12.0 a second, 0:10 left"),
        (4, 8, "84 of 200, 0.5 a second, 3:52 left"),
    ],
)
def test_line_tells_rate_and_time_left(here, seconds, said):
    assert line(84, 200, here=here, seconds=seconds) == said

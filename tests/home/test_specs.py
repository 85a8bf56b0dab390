"""The palette of pictures: what pages ask for is what the worker makes, and crops keep the focal point."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.images.models import Filter
from willow.plugins.pillow import PillowImage

from home.images import SiteImage
from home.rules.specs import FORMATS, IN_USE, NAMES_IN_USE, PALETTE, focus_classes

TEMPLATES = Path(__file__).parents[2] / "site" / "templates"
NAMES = re.compile(r'{% photo \S+ "(\w+)"')


def shown(spec: str, *, size: tuple[int, int], focus: tuple[int, int] | None = None) -> PillowImage:
    """What a spec makes of a picture of that size, red but for a white square at its focal point."""
    image = SiteImage(width=size[0], height=size[1])
    image.file.name = "a.jpg"
    picture = Image.new("RGB", size, "red")
    if focus:
        x, y = focus
        picture.paste("white", (x - 20, y - 20, x + 20, y + 20))
        image.focal_point_x, image.focal_point_y = focus
        image.focal_point_width = image.focal_point_height = 40
    transform = Filter(spec).get_transform(image)
    return PillowImage(picture).crop(transform.get_rect().round()).resize(transform.size)


def test_templates_ask_for_what_is_made():
    asked = {name for path in TEMPLATES.rglob("*.html") for name in NAMES.findall(path.read_text())}

    assert asked == set(NAMES_IN_USE) - {"thumbnail"}
    assert set(IN_USE) == {spec for name in NAMES_IN_USE for spec in PALETTE[name]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "size"), [("room", (500, 325)), ("banner", (800, 225)), ("tile", (336, 344))]
)
def test_crops_have_the_size_they_had_on_the_earlier_site(name, size):
    assert len(PALETTE[name]) == len(FORMATS)
    for spec in PALETTE[name]:
        assert shown(spec, size=(2400, 1600)).get_size() == size


@pytest.mark.django_db
@pytest.mark.parametrize("focus", [(60, 60), (2340, 1540), (60, 1540), (1200, 800)])
def test_crops_keep_the_focal_point(focus):
    for name in ("room", "banner", "tile"):
        cropped = shown(PALETTE[name][0], size=(2400, 1600), focus=focus)

        assert cropped.image.convert("RGB").getextrema()[1] == (0, 255)


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [
        (None, None, ""),
        (0, 0, "focus-x0 focus-y0"),
        (720, 1120, "focus-x3 focus-y7"),
        (2400, 1600, "focus-x10 focus-y10"),
        (9999, 800, "focus-x10 focus-y5"),
    ],
)
def test_focal_point_becomes_classes(x, y, classes):
    assert focus_classes(x, y, width=2400, height=1600) == classes


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000))
def test_every_focal_point_has_classes_of_the_style_sheet(x, y, width, height):
    css = (TEMPLATES.parent / "static" / "css" / "base.css").read_text()

    for name in focus_classes(x, y, width=width, height=height).split():
        assert f".{name} {{" in css

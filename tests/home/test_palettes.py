"""Every palette is legible in light and in dark, computed from the style sheets as they are served."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "site" / "static" / "css"
HOUSE_PALETTES = [
    "fog",
    "redwood",
    "plum",
    "brass",
    "canal",
    "brick",
    "moss",
    "clay",
    "harbour",
    "heather",
    "saffron",
    "slate",
]
SCHEMES = ["light", "dark"]
TEXT, MARK = 4.5, 3.0


def colours(selector: str, sheet: str) -> dict[str, tuple[str, str]]:
    """Custom property -> its light and dark colour, of one rule of one sheet."""
    rule = re.search(rf"{re.escape(selector)} {{(.*?)}}", (CSS / sheet).read_text(), re.DOTALL)
    assert rule, f"{selector} is not in {sheet}"
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", rule[1])
    return {name: (light, dark) for name, light, dark in pairs}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(palette: dict[str, tuple[str, str]], pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{front} on {back} in {SCHEMES[scheme]}: {found:.2f}"
        for front, back in pairs
        for scheme in (0, 1)
        if (found := contrast(palette[front][scheme], palette[back][scheme])) < least
    ]


def test_contrast_agrees_with_the_definition():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("selector", [":root", *[f".palette-{name}" for name in HOUSE_PALETTES]])
def test_palette_is_legible(selector):
    palette = colours(":root", "tokens.css") | colours(selector, "palettes.css")
    grounds = ["paper", "raised", "wash"]
    words = [(front, back) for front in ("ink", "quiet", "accent", "attention", "danger") for back in grounds]
    marks = [(front, back) for front in ("edge", "second") for back in grounds]

    assert too_faint(palette, [*words, ("on-accent", "accent"), ("on-danger", "danger")], TEXT) == []
    assert too_faint(palette, [("ink", "attention-wash"), ("attention", "attention-wash")], TEXT) == []
    assert too_faint(palette, marks, MARK) == []


def test_there_are_exactly_twelve_house_palettes():
    assert re.findall(r"\.palette-(\w+) {", (CSS / "palettes.css").read_text()) == HOUSE_PALETTES


def test_public_pages_name_colours_in_tokens_and_palettes_only():
    linked = re.findall(r"css/(\w+\.css)", (CSS.parents[1] / "templates/includes/styles.html").read_text())
    others = [sheet for sheet in linked if sheet not in ("tokens.css", "palettes.css")]

    assert set(linked) >= {"tokens.css", "palettes.css", "base.css", "layout.css", "components.css"}
    assert [sheet for sheet in others if re.search(r"#[0-9a-f]{3,8}\b", (CSS / sheet).read_text())] == []

"""The colours of mails are those of the site."""

import re
from pathlib import Path

from messaging.rules.colours import NETWORK, PALETTES, Colours, colours_of

SHEET = (Path(__file__).parents[2] / "site/static/css/palettes.css").read_text()


def light(selector: str) -> Colours:
    rule = re.search(rf"{re.escape(selector)} {{(.*?)}}", SHEET, re.DOTALL)[1]
    found = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}),", rule))
    return Colours(found["accent"], found["on-accent"], found["wash"])


def test_colours_are_the_light_half_of_the_style_sheet():
    houses = re.findall(r"\.palette-(\w+) {", SHEET)

    assert {name: light(f".palette-{name}") for name in houses} == PALETTES
    assert light(":root") == NETWORK


def test_colours_without_a_palette_are_the_network_s():
    assert (colours_of(None), colours_of("fog")) == (NETWORK, PALETTES["fog"])

"""Whether everybody can use a page: axe's rules of WCAG 2.2 AA, light and dark, on a phone and at a desk."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.pictures import dress, look

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"resultTypes": ["violations"], "runOnly": RULES}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# How far a page can be pushed sideways, and what sticks out.
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return "";
    const sticksOut = (node) => node.getBoundingClientRect().right > width;
    const wide = [...document.body.querySelectorAll("*")].find(sticksOut);
    return `${document.documentElement.scrollWidth} > ${width}: ${wide?.outerHTML.slice(0, 120)}`;
}"""


def problems(page: Page, name: str, *, within: str | None = None) -> list[str]:
    """What is wrong with the page that is open, a line each; axe looks only `within` a selector, if given."""
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        look(page, name)
        where = f"{name}, {size['width']}"
        if size == PHONE and (sideways := page.evaluate(SIDEWAYS)):
            found.append(f"{where}: scrolls sideways, {sideways}")
        for scheme, rules in (("light", ALL), ("dark", COLOURS)):
            dress(page, scheme)
            violations = Axe().run(page, context=within, options=rules).response["violations"]
            found += [f"{where}, {scheme}: {said(violation)}" for violation in violations]
        dress(page, "light")
    return found


def said(violation: dict[str, Any]) -> str:
    nodes = [f"{json.dumps(node['target'])} {node['html'][:120]}" for node in violation["nodes"][:3]]
    why = violation["nodes"][0]["failureSummary"].splitlines()[1].strip()
    return f"{violation['id']}: {why} {nodes}"

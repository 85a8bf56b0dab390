"""Whether everybody can use a page: axe's rules of WCAG 2.2 AA, light and dark, on a phone and at a desk."""

import json
import os
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.pictures import dress, keep

AXE = Axe().axe_script
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Styles are of our own address: axe need not fetch them once more.
QUICK = {"resultTypes": ["violations"], "preload": False}
ALL = {**QUICK, "runOnly": RULES}
COLOURS = {**QUICK, "runOnly": ["color-contrast"]}
# What another width can change about things that were looked at in full already.
PLACES = {**QUICK, "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"]}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# The same where no text is painted otherwise than it was at the other width.
SIZES = {**QUICK, "runOnly": ["target-size", "scrollable-region-focusable"]}
# In the order of the fewest changes; both widths and both schemes each time, with SOAK each with each.
EVERY = ((PHONE, "light", ALL), (PHONE, "dark", COLOURS), (DESK, "dark", COLOURS), (DESK, "light", PLACES))
LOOKS = EVERY if os.environ.get("SOAK") else ((PHONE, "light", ALL), (DESK, "dark", PLACES))
# Whether something is shown now that was not when this was asked before.
NEW = """(within) => {
    const shown = [...document.querySelectorAll(`${within} *`)].filter((node) => node.checkVisibility());
    const known = window.shownBefore;
    window.shownBefore = new Set(shown);
    return !known || shown.some((node) => !known.has(node));
}"""
# Whether some text stands in other colours, or on other things, than it did in this scheme before; contrast
# hangs on that, and on whether the text counts as large.
PAINTED = """([within, scheme]) => {
    const known = ((window.paintedBefore ??= {})[scheme] ??= new Set()), before = known.size;
    const words = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    for (const node of document.querySelectorAll(`${within} *`)) {
        if (!node.checkVisibility() || !(words(node) || node.matches("input, select, textarea"))) continue;
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
        const size = parseFloat(fontSize), large = size >= 24 || (size >= 18.66 && fontWeight >= 700);
        const paint = [color, large, textShadow];
        for (let at = node; at; at = at.parentElement) {
            const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(at);
            paint.push(backgroundColor, backgroundImage, opacity, position);
        }
        known.add(paint.join());
    }
    return known.size > before;
}"""
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
    place = within or "html"
    page.evaluate(AXE)
    found = [f"{name}, {PHONE['width']}: scrolls sideways, {wide}" for wide in sideways(page)]
    page.evaluate(NEW, place)
    for size, scheme, usual in LOOKS:
        page.set_viewport_size(size)
        dress(page, scheme)
        if rules := worth_asking(page, place, scheme, usual):
            results = page.evaluate("([within, rules]) => axe.run(within, rules)", [place, rules])
            where = f"{name}, {size['width']}, {scheme}"
            found += [f"{where}: {said(violation)}" for violation in results["violations"]]
        keep(page, name, scheme)
    return found


def worth_asking(page: Page, within: str, scheme: str, usual: dict[str, Any]) -> dict[str, Any] | None:
    """Of the rules for a look, those that can say something the looks before it have not; None where none."""
    painted = page.evaluate(PAINTED, [within, scheme])
    if usual is PLACES:
        if page.evaluate(NEW, within):
            return ALL
        return PLACES if painted else SIZES
    return usual if usual is ALL or painted else None


def sideways(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)
    return list(filter(None, [page.evaluate(SIDEWAYS)]))


def said(violation: dict[str, Any]) -> str:
    nodes = [f"{json.dumps(node['target'])} {node['html'][:120]}" for node in violation["nodes"][:3]]
    why = violation["nodes"][0]["failureSummary"].splitlines()[1].strip()
    return f"{violation['id']}: {why} {nodes}"

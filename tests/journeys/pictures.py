"""Pictures of the screens, for people to look at: `SCREENSHOTS=1` fills `screenshots/`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
SETTLED = "() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished))"
SCHEMES = ("light", "dark")


def look(page: Page, name: str) -> None:
    """Keep the page as `name-390-light.png` and `…-dark.png`, if pictures are wanted."""
    if not os.environ.get("SCREENSHOTS"):
        return
    width = page.viewport_size["width"]
    for scheme in SCHEMES:
        dress(page, scheme)
        # Hiding the caret would take a style that our policy refuses.
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True, caret="initial")
    dress(page, SCHEMES[0])


def dress(page: Page, scheme: str) -> None:
    """Show the page light or dark, once it has stopped fading from one to the other."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(SETTLED)

"""Pictures of the screens, for people to look at: `SCREENSHOTS=1` fills `screenshots/`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
SETTLED = "() => document.getAnimations().forEach((animation) => animation.finish())"
WANTED = bool(os.environ.get("SCREENSHOTS"))


def look(page: Page, name: str) -> None:
    """Keep the page as `name-390-light.png` and `…-dark.png`, if pictures are wanted."""
    if WANTED:
        for scheme in ("dark", "light"):
            dress(page, scheme)
            keep(page, name, scheme)


def keep(page: Page, name: str, scheme: str) -> None:
    """Keep the page as it is now, if pictures are wanted."""
    if WANTED:
        path = FOLDER / f"{name}-{page.viewport_size['width']}-{scheme}.png"
        # Hiding the caret would take a style that our policy refuses.
        page.screenshot(path=path, full_page=True, caret="initial")


def dress(page: Page, scheme: str) -> None:
    """Show the page light or dark, at the end of whatever fades from one to the other."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(SETTLED)

"""Pictures of the screens, for people to look at: `SCREENSHOTS=1` fills `screenshots/`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
SCHEMES = ("light", "dark")


def look(page: Page, name: str) -> None:
    """Keep the page as `name-390-light.png` and `…-dark.png`, if pictures are wanted."""
    if not os.environ.get("SCREENSHOTS"):
        return
    width = page.viewport_size["width"]
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        # Hiding the caret would take a style that our policy refuses.
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True, caret="initial")
    page.emulate_media(color_scheme=SCHEMES[0])

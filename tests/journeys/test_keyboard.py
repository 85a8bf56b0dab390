"""Nothing but the keyboard: from the first search to the price of a stay."""

from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.steps import ARRIVE, DEPART

SEARCHED = ARRIVE - timedelta(days=1)
FARTHEST = 60


def test_keys_alone_lead_from_search_to_price(visit, embassy):
    page = visit("/")
    tab_to(page.get_by_label("Arrive"))
    writes(page, SEARCHED)
    tab_to(page.get_by_label("Depart"))
    writes(page, SEARCHED + timedelta(days=1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 room is free")

    tab_to(page.get_by_role("link", name="The attic"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The attic")

    tab_to(page.locator(f"#day-{SEARCHED}"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#day-{SEARCHED + timedelta(days=7)}")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#day-{ARRIVE}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f".picked-first #day-{ARRIVE}")).to_be_focused()
    for _night in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(f"#day-{DEPART}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f".picked-last #day-{DEPART}")).to_be_visible()
    assert steps.lines(page)[-1] == ["Total", "288.56"]
    expect(page.get_by_role("status")).to_have_text("The stay costs, in USD: 288.56")

    tab_to(page.get_by_role("link", name="Ask to stay"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask to stay")


def tab_to(target: Locator) -> None:
    """Press Tab until `target` has the focus, and shows it."""
    page = target.page
    for _press in range(FARTHEST):
        if target.count() and target.first.evaluate("node => node === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    outline = target.evaluate("node => getComputedStyle(node).outlineStyle")
    assert outline != "none"


def writes(page: Page, moment: date) -> None:
    """Type a date into the browser's own date field, part by part."""
    page.keyboard.type(f"{moment:%m%d%Y}")

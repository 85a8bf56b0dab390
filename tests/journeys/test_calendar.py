"""A room's calendar: dates picked by hand, by keys, and without scripts."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from locations.models import Room
from tests.journeys.steps import ARRIVE, DEPART, press

PRICE = "288.56"  # three nights of 85.50 and 12.5 %


def picked(page: Page) -> dict[str, str]:
    """What the address says is picked."""
    return {name: given[0] for name, given in parse_qs(urlsplit(page.url).query).items()}


def turn_to(page: Page, day: date) -> None:
    """A phone shows one month at a time."""
    if not page.locator(f"#day-{day}").is_visible():
        press(page.get_by_role("link", name="Later"))


@pytest.fixture
def path(embassy: Room) -> str:
    return f"/embassy-sf/attic/?month={ARRIVE:%Y-%m}"


def test_dates_are_picked_in_place_by_hand(visit, path):
    page = visit(path)
    page.evaluate("window.stayed = true")

    press(page.locator(f"#day-{ARRIVE}"))
    expect(page.locator(".picked-first")).to_have_count(1)
    turn_to(page, DEPART)
    press(page.locator(f"#day-{DEPART}"))

    expect(page.locator("#total")).to_have_text(PRICE)
    expect(page.locator("#said")).to_have_text(f"The stay costs, in USD: {PRICE}")
    assert picked(page) == {"arrive": f"{ARRIVE}", "depart": f"{DEPART}", "guests": "1"}
    assert page.evaluate("window.stayed")


def test_dates_are_picked_in_place_by_keys(visit, path):
    page = visit(path)

    page.locator(f"#day-{ARRIVE}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".picked-first")).to_have_count(1)
    expect(page.locator(f"#day-{ARRIVE}")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(f"#day-{DEPART}")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#total")).to_have_text(PRICE)


def test_keys_reach_weeks_and_months(visit, path):
    page = visit(path)
    monday = ARRIVE - timedelta(days=ARRIVE.weekday())
    start = (
        ARRIVE
        if monday.month == ARRIVE.month == (monday + timedelta(days=6)).month
        else ARRIVE.replace(day=12)
    )
    monday = start - timedelta(days=start.weekday())

    page.locator(f"#day-{start}").focus()
    page.keyboard.press("Home")
    expect(page.locator(f"#day-{monday}")).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(f"#day-{monday + timedelta(days=6)}")).to_be_focused()
    for _ in range(3):
        before = page.evaluate("document.activeElement.dataset.day")
        page.keyboard.press("PageDown")
        page.wait_for_function("before => document.activeElement.dataset.day > before", arg=before)
    page.keyboard.press("PageUp")

    assert f"{start + timedelta(days=59)}" <= page.evaluate("document.activeElement.dataset.day")


def test_only_one_day_is_a_tab_stop(visit, path):
    page = visit(path)

    expect(page.locator("#picker a.day[tabindex='0']")).to_have_count(1)


def test_everything_works_without_scripts(visit, path):
    page = visit(path, java_script_enabled=False)

    press(page.locator(f"#day-{ARRIVE}"))
    expect(page).to_have_url(re.compile(f"arrive={ARRIVE}"))
    page.get_by_label("Depart").fill(f"{DEPART}")
    press(page.get_by_role("button", name="See the price"))

    expect(page.locator("#total")).to_have_text(PRICE)
    expect(page.get_by_role("link", name="Ask to stay")).to_be_visible()


def test_guests_change_the_price_without_leaving_the_page(visit, path):
    page = visit(f"/embassy-sf/attic/?arrive={ARRIVE}&depart={DEPART}&guests=1")
    page.evaluate("window.stayed = true")

    page.get_by_label("Guests").fill("3")
    page.keyboard.press("Tab")

    expect(page.locator("#why-not")).to_have_text("Sleeps 2 people.")
    assert picked(page)["guests"] == "3"
    assert page.evaluate("window.stayed")

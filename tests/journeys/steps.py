"""What people do in more than one journey."""

import re
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.mailbox import Mailbox

# Far enough that a calendar must be turned to it.
ARRIVE = timezone.now().date() + timedelta(days=40)
DEPART = ARRIVE + timedelta(days=3)
GUEST, STEWARD = "ana@example.org", "sol@example.org"
DATES = f"arrive={ARRIVE}&depart={DEPART}&guests=1"


def press(target: Locator) -> None:
    """A tap on a phone, a click at a desk."""
    if target.page.viewport_size["width"] < 768:
        target.tap()
    else:
        target.click()


def press_button(page: Page, name: str | re.Pattern[str]) -> None:
    press(page.get_by_role("button", name=name))


def press_link(page: Page, name: str | re.Pattern[str]) -> None:
    press(page.get_by_role("link", name=name))


def day(moment: date) -> str:
    """A date as our pages write it: “Tue 3 March”."""
    return f"{moment:%a} {moment.day} {moment:%B}"


def sign_in(page: Page, address: str, mailbox: Mailbox) -> None:
    """From the sign-in form through the mail and back to where one was going."""
    page.get_by_label("Your e-mail address").fill(address)
    press_button(page, "Send me a code")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.get_by_label("Code").fill(mailbox.code(address))
    press(page.get_by_role("button", name="Sign in", exact=True))
    page.wait_for_url(re.compile(r"^(?!.*/accounts/)"))


def pay_by_card(page: Page, number: str = "4242 4242 4242 4242") -> None:
    """On the payment page, which says plainly that it is a test."""
    expect(page.get_by_text("No card is charged and no money moves.")).to_be_visible()
    page.get_by_label("Test card number").fill(number)
    press(page.get_by_role("button", name=re.compile("^Pay")))


def pick(page: Page, moment: date) -> None:
    """Turn a room's calendar until the day is there, and press it."""
    target = page.locator(f"#day-{moment}")
    shown = page.locator("#calendar caption").first
    for _turn in range(4):
        if target.is_visible():
            break
        month = shown.inner_text()
        press_link(page, "Later")
        expect(shown).not_to_have_text(month)
    press(target)


def lines(page: Page) -> list[list[str]]:
    """The price as it stands on the page, line by line."""
    rows = page.locator("table.price tr").all()
    return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows]

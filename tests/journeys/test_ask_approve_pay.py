"""The main thing: a guest finds a bed and asks, the house says yes, the guest pays."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings.actions import approve
from bookings.models import Booking
from members.models import User
from tests.journeys import steps
from tests.journeys.mailbox import Mailbox, work
from tests.journeys.pictures import look
from tests.journeys.steps import ARRIVE, DEPART, GUEST, STEWARD, day, press, press_button, press_link

LINES = [
    ["The attic: 3 nights × 85.50", "256.50"],
    ["Community fee 12.5 %", "32.06"],
    ["Total", "288.56"],
]
TYPED = {
    "Your name": "Ana Reis",
    "What brings you?": 'I draw houses & gardens,\nand yours is "the one".',
    "When will you arrive?": "around six",
    "Anything else?": "No nuts, please.",
}


def test_guest_asks_house_approves_guest_pays(visit, embassy, mailbox, standin):
    guest = visit("/")
    look(guest, "home")
    searches(guest)
    picks_dates(guest)
    asks(guest, mailbox)

    steward = visit("/admin/")
    answers(steward, mailbox)

    assert mailbox.subjects(GUEST)[-1].startswith("Yes from Embassy SF: pay by ")
    guest.goto(mailbox.link(GUEST))
    look(guest, "stay-approved")
    press_button(guest, re.compile(r"^Pay .*288\.56"))
    steps.pay_by_card(guest)
    assert standin.wait_for_webhooks()
    work()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Paid. Thank you.")
    press_link(guest, "Back to your stay")
    is_settled(guest)
    assert mailbox.subjects(GUEST)[-1] == f"It is settled: Embassy SF, {day(ARRIVE)}"
    assert "the receipt is below" in mailbox.newest(GUEST).body
    assert mailbox.subjects(STEWARD)[-1] == f"Ana Reis is coming: Embassy SF, {day(ARRIVE)}"


def test_guest_without_javascript_asks_and_pays(visit, embassy, mailbox, standin):
    guest = visit("/", java_script_enabled=False)
    searches(guest)
    picks_dates(guest)
    asks(guest, mailbox)

    approve(Booking.objects.get(), by=User.objects.get(email=STEWARD), now=timezone.now())

    guest.goto(mailbox.link(GUEST))
    press_button(guest, re.compile(r"^Pay .*288\.56"))
    steps.pay_by_card(guest)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Your payment is on its way")
    assert standin.wait_for_webhooks()
    work()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Paid. Thank you.")


def searches(page: Page) -> None:
    """From home to the room, with dates a day too early."""
    early = timedelta(days=-1)
    page.get_by_label("Arrive").fill(f"{ARRIVE + early}")
    page.get_by_label("Depart").fill(f"{DEPART + early}")
    press_button(page, "Find a bed")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 room is free")
    expect(page.get_by_role("listitem").filter(has_text="The attic")).to_contain_text("$288.56")
    look(page, "results")
    press_link(page, "The attic")
    expect(page.get_by_role("heading", level=1)).to_have_text("The attic")


def picks_dates(page: Page) -> None:
    """In the calendar of the room, until the price stands line by line."""
    look(page, "room")
    steps.pick(page, ARRIVE)
    expect(page.locator(f".picked-first #day-{ARRIVE}")).to_be_visible()
    steps.pick(page, DEPART)
    expect(page.locator(f".picked-last #day-{DEPART}")).to_be_visible()
    assert steps.lines(page)[: len(LINES)] == LINES
    look(page, "room-with-quote")
    press_link(page, "Ask to stay")


def asks(page: Page, mailbox: Mailbox) -> None:
    """Forgets the rules first; then signs in, and everything typed is still there."""
    for label, words in TYPED.items():
        page.get_by_label(label).fill(words)
    press_button(page, "Go on: sign in with your e-mail")
    expect(page.get_by_role("alert")).to_contain_text("Read the house rules and tick the box to go on.")
    look(page, "ask-with-a-mistake")
    still_has_what_was_typed(page)
    assert steps.lines(page)[: len(LINES)] == LINES
    page.get_by_label("I have read the house rules").check()
    press_button(page, "Go on: sign in with your e-mail")
    look(page, "sign-in")
    steps.sign_in(page, GUEST, mailbox)
    still_has_what_was_typed(page)
    expect(page.get_by_label("I have read the house rules")).to_be_checked()
    press_button(page, "Ask to stay")
    expect(page.get_by_role("heading", level=1)).to_have_text("Embassy SF has your request.")
    look(page, "stay-requested")
    assert mailbox.subjects(GUEST)[-1] == f"Embassy SF has your request for {day(ARRIVE)}"
    booking = Booking.objects.get()
    told = (booking.guest.name, booking.purpose.replace("\r", ""), booking.arrival_time, booking.comments)
    assert told == tuple(TYPED.values())


def still_has_what_was_typed(page: Page) -> None:
    for label, words in TYPED.items():
        expect(page.get_by_label(label)).to_have_value(words)


def answers(page: Page, mailbox: Mailbox) -> None:
    """The steward comes by the mail's link or the admin's home; here by the home."""
    steps.sign_in(page, STEWARD, mailbox)
    waiting = page.get_by_role("region", name="Today")
    look(page, "desk-home")
    press(waiting.get_by_role("link", name="Ana Reis", exact=True))
    expect(page.get_by_text('yours is "the one"')).to_be_visible()
    look(page, "desk-booking")
    press_button(page, "Approve")
    expect(page.get_by_text("Approved. Ana Reis gets a mail.")).to_be_visible()
    look(page, "desk-booking-approved")


def is_settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"It is settled: Embassy SF expects you on {day(ARRIVE)}."
    )
    look(page, "stay-confirmed")

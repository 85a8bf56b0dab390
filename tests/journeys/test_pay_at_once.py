"""A house that one books at once: hold and pay, walk away and come back, a card that is declined."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from bookings.models import Booking
from locations.models import Room
from payments.models import MoneyState, Payment
from tests.journeys import steps
from tests.journeys.mailbox import Mailbox, work
from tests.journeys.pictures import look
from tests.journeys.steps import ARRIVE, DATES, DEPART, GUEST, day, press_button, press_link

DECLINED = "4000 0000 0000 0002"


@pytest.fixture
def page(visit, red_victorian: Room, mailbox: Mailbox) -> Page:
    """The payment page of a bed that is held."""
    page = visit(f"/red-victorian/peacock/?{DATES}")
    press_link(page, "Book and pay")
    page.get_by_label("Your name").fill("Ana Reis")
    page.get_by_label("What brings you?").fill("A conference, and good company.")
    look(page, "instant-ask")
    press_button(page, "Go on: sign in with your e-mail")
    steps.sign_in(page, GUEST, mailbox)
    expect(page.get_by_label("What brings you?")).to_have_value("A conference, and good company.")
    press_button(page, re.compile("Book and pay .*360"))
    return page


def test_guest_holds_a_bed_and_pays(page, mailbox, standin):
    look(page, "stand-in")
    steps.pay_by_card(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Your payment is on its way")
    look(page, "payment-on-its-way")
    assert standin.wait_for_webhooks()
    work()

    expect(page.get_by_role("heading", level=1)).to_have_text("Paid. Thank you.")
    look(page, "payment-paid")
    press_link(page, "Back to your stay")
    is_settled(page)
    look(page, "stay-confirmed")
    receipt = mailbox.newest(GUEST)
    assert receipt.subject == f"It is settled: Red Victorian, {day(ARRIVE)}"
    assert "You have paid $360; the receipt is below." in receipt.body


def test_guest_walks_away_and_pays_later(page, standin):
    press_link(page, "Walk away without paying")

    expect(page.get_by_role("heading", level=1)).to_have_text(as_held(Booking.objects.get()))
    look(page, "stay-held")
    fits_a_calendar(page)
    press_button(page, re.compile("^Pay .*360"))
    steps.pay_by_card(page)
    assert standin.wait_for_webhooks()
    work()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paid. Thank you.")
    press_link(page, "Back to your stay")
    is_settled(page)
    assert [payment.state for payment in Payment.objects.all()] == [MoneyState.SUCCEEDED]
    assert (
        sum("/checkout/sessions" in call["path"] and call["method"] == "POST" for call in calls(standin)) == 1
    )


def test_guest_pays_with_another_card_after_one_is_declined(page, standin):
    steps.pay_by_card(page, DECLINED)

    expect(page.get_by_role("alert")).to_contain_text("Your card was declined.")
    look(page, "stand-in-declined")
    steps.pay_by_card(page)
    assert standin.wait_for_webhooks()
    work()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paid. Thank you.")
    press_link(page, "Back to your stay")
    is_settled(page)
    assert list(Payment.objects.values_list("state", "amount")) == [(MoneyState.SUCCEEDED, Decimal(360))]


def is_settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"It is settled: Red Victorian expects you on {day(ARRIVE)}."
    )


def fits_a_calendar(page: Page) -> None:
    """The file of the stay: whole days, that of the departure too."""
    with page.expect_download() as started:
        press_link(page, "Add it to my calendar")
    assert started.value.suggested_filename == f"{Booking.objects.get().number}.ics"
    (event,) = Calendar.from_ical(started.value.path().read_bytes()).events
    assert (event["summary"], event.start) == ("Red Victorian, Peacock room", ARRIVE)
    assert event.end == DEPART + timedelta(days=1)


def as_held(booking: Booking) -> str:
    until = booking.hold_until.astimezone(booking.house.zone)
    return f"Your bed is held until {day(until)}, {until:%H:%M %Z}."


def calls(standin) -> list[dict]:
    return standin.control("GET", "calls")

"""People change their minds: a no becomes a yes, a request is withdrawn, a paid stay is cancelled."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings.actions import approve, open_payment
from bookings.models import Booking
from members.models import User
from payments.models import MoneyState, Refund
from tests.factories.bookings import BookingFactory
from tests.factories.members import UserFactory
from tests.journeys import steps
from tests.journeys.mailbox import work
from tests.journeys.pictures import look
from tests.journeys.steps import ARRIVE, DEPART, GUEST, STEWARD, press, press_button, press_link


@pytest.fixture
def sol(embassy) -> User:
    return User.objects.get(email=STEWARD)


@pytest.fixture
def request_to_stay(embassy) -> Booking:
    """Ana asks for three nights, 288.56 USD."""
    ana = UserFactory(email=GUEST, name="Ana")
    return BookingFactory(room=embassy, guest=ana, arrive=ARRIVE, depart=DEPART, now=timezone.now())


@pytest.fixture
def paid_stay(request_to_stay, sol, standin) -> Booking:
    booking = approve(request_to_stay, by=sol, now=timezone.now())
    payment = open_payment(booking, by=booking.guest, now=timezone.now())
    standin.control("POST", f"sessions/{payment.session_id}/pay")
    comes_from_stripe(standin)
    booking.refresh_from_db()
    assert booking.state == "CONFIRMED"
    return booking


def test_steward_declines_then_thinks_again_and_approves(visit, request_to_stay, sol, mailbox):
    desk = visit("/admin/bookings/", user=sol)
    look(desk, "desk-list")
    press_link(desk, re.compile(f"^Decline.*{request_to_stay.number}"))
    press_button(desk, "Decline")
    expect(desk.get_by_text("Give a reason: the guest reads it.")).to_be_visible()
    desk.get_by_label("Reason").fill("We are full of painters.")
    look(desk, "desk-decline")
    press_button(desk, "Decline")
    expect(desk.get_by_text("Declined. Ana gets a mail with your reason.")).to_be_visible()
    assert "We are full of painters." in mailbox.newest(GUEST).body

    guest = visit(path_of(request_to_stay), user=request_to_stay.guest)
    heads(guest, "Embassy SF can't host you this time.")
    expect(guest.get_by_text("We are full of painters.")).to_be_visible()
    look(guest, "stay-declined")

    desk.goto(f"/admin/bookings/embassy-sf/{request_to_stay.number}/")
    press_button(desk, "Think again")
    expect(desk.get_by_text("The request waits for an answer again.")).to_be_visible()
    guest.reload()
    heads(guest, "Embassy SF has your request.")
    press_button(desk, "Approve")
    expect(desk.get_by_text("Approved. Ana gets a mail.")).to_be_visible()
    assert [subject.split(" ")[0] for subject in mailbox.subjects(GUEST)[-2:]] == ["Embassy", "Yes"]
    guest.reload()
    expect(guest.get_by_role("button", name="Pay $288.56")).to_be_visible()


def test_guest_withdraws_a_request(visit, request_to_stay, mailbox):
    page = visit(path_of(request_to_stay), user=request_to_stay.guest)

    press(page.get_by_text("I don't need it any more"))
    press_button(page, "Withdraw")

    heads(page, "You withdrew this request.")
    expect(page.get_by_role("status")).to_have_text("Withdrawn. Nothing is owed.")
    look(page, "stay-withdrawn")
    assert steps.lines(page)[-1] == ["Total", "0.00"]
    assert "withdr" in mailbox.subjects(GUEST)[-1].lower()
    assert "withdr" in mailbox.subjects(STEWARD)[-1].lower()


def test_guest_cancels_a_paid_stay_and_gets_it_back(visit, paid_stay, mailbox, standin):
    page = visit(path_of(paid_stay), user=paid_stay.guest)
    press_link(page, "Cancel this stay")
    expect(page.get_by_text("of the price goes back: $288.56 for you.")).to_be_visible()
    look(page, "cancel")
    press_button(page, "Cancel the stay")

    heads(page, "This stay is cancelled.")
    assert refund_of(page)[1] == "−288.56"
    look(page, "stay-cancelled")
    comes_from_stripe(standin)
    page.reload()
    assert refund_of(page) == [f"{timezone.now():%-d %B %Y}: back to you done", "−288.56"]
    assert steps.lines(page)[-1] == ["Still to pay", "0.00"]
    assert list(Refund.objects.values_list("amount", "state")) == [(Decimal("288.56"), MoneyState.SUCCEEDED)]
    assert "$288.56" in mailbox.newest(GUEST).body
    assert "cancel" in mailbox.subjects(STEWARD)[-1].lower()


def test_steward_cancels_and_gives_part_back(visit, paid_stay, sol, mailbox, standin):
    desk = visit(f"/admin/bookings/embassy-sf/{paid_stay.number}/", user=sol)
    press_link(desk, "Cancel the stay")
    desk.get_by_label("Give back (USD)").fill("300")
    desk.get_by_label("Reason").fill("The boiler broke.")
    press_button(desk, "Cancel the stay")
    expect(desk.get_by_text("Give back at most what was paid: 288.56.")).to_be_visible()
    expect(desk.get_by_label("Reason")).to_have_value("The boiler broke.")
    look(desk, "desk-cancel")
    desk.get_by_label("Give back (USD)").fill("100.50")
    press_button(desk, "Cancel the stay")
    expect(desk.get_by_text("Cancelled. Ana gets a mail.")).to_be_visible()
    look(desk, "desk-booking-cancelled")

    comes_from_stripe(standin)
    page = visit(path_of(paid_stay), user=paid_stay.guest)
    heads(page, "This stay is cancelled.")
    expect(page.get_by_text("The boiler broke.")).to_be_visible()
    assert ["Total", "188.06"] in steps.lines(page)
    assert refund_of(page)[1] == "−100.50"
    assert "$100.50" in mailbox.newest(GUEST).body
    assert "The boiler broke." in mailbox.newest(GUEST).body


def path_of(booking: Booking) -> str:
    return f"/stay/mine/{booking.number}/"


def heads(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def refund_of(page: Page) -> list[str]:
    (row,) = [line for line in steps.lines(page) if "back to you" in line[0]]
    return row


def comes_from_stripe(standin) -> None:
    """All that Stripe has to tell has come and is worked on."""
    assert standin.wait_for_webhooks()
    work()

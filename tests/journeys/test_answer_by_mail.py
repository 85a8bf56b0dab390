"""A steward says yes by the link of the request mail, without signing in, and the guest is told."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.bookings import BookingFactory
from tests.factories.members import UserFactory
from tests.journeys.axe import problems
from tests.journeys.pictures import look
from tests.journeys.steps import ARRIVE, DEPART, GUEST, STEWARD, press_button

# The page is looked at in both sizes once it is open.
pytestmark = pytest.mark.parametrize("width", [390])
YES = re.compile(r"http\S+/approve/")


def test_steward_says_yes_by_the_link_and_the_guest_is_told(visit, embassy, mailbox):
    guest = UserFactory(name="Ana Reis", email=GUEST)
    stay = {"room": embassy, "guest": guest, "arrive": ARRIVE, "depart": DEPART, "now": timezone.now()}
    booking = BookingFactory(**stay)
    link = YES.search(mailbox.newest(STEWARD).body)[0]

    page = visit(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Say yes to Ana Reis?")
    look(page, "answer-ask")
    found = problems(page, "a11y-answer-ask")
    press_button(page, "Yes, approve")

    expect(page.get_by_role("heading", level=1)).to_have_text("You said yes")
    look(page, "answer-done")
    assert mailbox.subjects(GUEST)[-1].startswith("Yes from Embassy SF: pay by ")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This request was answered already")
    expect(page.get_by_text("Sol approved it, ")).to_be_visible()
    found += problems(page, "a11y-answer-used")
    page.goto(link.replace("/approve/", "/decline/"))
    assert found == []
    assert booking.moves.count() == 2

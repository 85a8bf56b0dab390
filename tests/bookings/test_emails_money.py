"""What mails about a booking say of money: what is paid, what is owed, and what goes back and how."""

from decimal import Decimal

import pytest

from bookings import emails
from payments.actions import bills
from payments.rules.lines import Line
from tests.bookings.test_emails import SUM, mail
from tests.factories.bare_bookings import NOW, BareBookingFactory, put
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory, RefundFactory


@pytest.fixture
def house(db):
    house = HouseFactory(name="Embassy SF", slug="embassy-sf")
    StewardFactory(house=house, name="Maya Chen", email="maya@example.org")
    return house


@pytest.fixture
def booking(house):
    guest = UserFactory(name="Ann Smith", email="ann@example.org")
    return BareBookingFactory(room=RoomFactory(house=house, name="Fog room"), guest=guest)


def test_where_nothing_is_due_nobody_is_asked_to_pay(house):
    lines = [Line(kind="STAY", label="A gift", amount=Decimal("0.00"))]
    booking = BareBookingFactory(room=RoomFactory(house=house), lines=lines)

    emails.requested(booking, put(booking, "REQUESTED"), now=NOW)
    emails.confirmed(booking, put(booking, "CONFIRMED"), now=NOW)

    assert "your stay is settled at once" in mail("received").text
    assert "A yes settles the stay at once, as there is nothing to pay." in mail("new_request").text
    assert "There is nothing to pay, and nothing left to do before you come." in mail("confirmed").text
    assert "There is nothing to pay" in mail("confirmed_house").text


def test_confirmed_is_a_receipt(booking):
    PaymentFactory(bill=booking.bill, amount=SUM, source="STRIPE", settled_at=NOW)

    emails.confirmed(booking, put(booking, "CONFIRMED"), now=NOW)

    assert "You have paid $267.75; the receipt is below." in mail("confirmed").text
    receipt = mail("confirmed").text.partition("Receipt, in USD\n")[2].split("\n\n")[0]
    assert receipt.splitlines()[-2:] == ["267.75 Total", "267.75 Paid by card, Thu 11 March 2027"]


def test_confirmed_says_what_is_left_to_pay_on_arrival(booking):
    PaymentFactory(bill=booking.bill, amount=Decimal("100"))

    emails.confirmed(booking, put(booking, "CONFIRMED"), now=NOW)

    assert "You pay the remaining $167.75 when you arrive." in mail("confirmed").text
    assert "$167.75 is still to pay. Take it on arrival" in mail("confirmed_house").text
    assert "Receipt" not in mail("confirmed").text


def give_back(booking, *, source: str) -> None:
    payment = PaymentFactory(bill=booking.bill, amount=SUM, source=source)
    bills.waive(booking.bill, keep=Decimal(0), label="Over", by=None, now=NOW)
    RefundFactory(payment=payment, amount=SUM)


def test_a_card_s_refund_is_no_work_for_stewards(booking):
    give_back(booking, source="STRIPE")

    emails.cancelled(booking, put(booking, "CANCELLED", by=booking.guest), refund=SUM, now=NOW)

    assert "As you asked, your stay in Fog room" in mail("cancelled").text
    assert "$267.75 goes back to your card." in mail("cancelled").text
    assert "What else is free" not in mail("cancelled").text
    assert "Ann Smith has cancelled the stay in Fog room" in mail("cancelled_house").text
    assert "It goes to the card by itself; there is nothing for you to do." in mail("cancelled_house").text


def test_money_that_came_by_hand_goes_back_by_hand(booking):
    give_back(booking, source="CASH")

    emails.cancelled(booking, put(booking, "CANCELLED", by=booking.guest), refund=SUM, now=NOW)

    assert "What you paid in cash or by transfer we give back ourselves" in mail("cancelled").text
    assert (
        "$267.75 was paid in cash or by transfer and is yours to give back." in mail("cancelled_house").text
    )


def test_an_unpaid_stay_that_is_cancelled_owes_nothing(booking):
    emails.cancelled(booking, put(booking, "CANCELLED", by=UserFactory()), refund=Decimal(0), now=NOW)

    assert "You had paid nothing, and you owe nothing." in mail("cancelled").text
    assert "Nothing had been paid." in mail("cancelled_house").text


def test_money_on_a_request_goes_back_when_it_is_over(booking):
    give_back(booking, source="TRANSFER")

    emails.lapsed(booking, put(booking, "LAPSED"), now=NOW)
    emails.withdrawn(booking, put(booking, "WITHDRAWN", start="REQUESTED"), now=NOW)

    for key in ("lapsed", "withdrawn"):
        assert "You owe nothing. The $267.75 you paid goes back the way it came." in mail(key).text
        assert "is yours to give back" in mail(f"{key}_house").text


@pytest.mark.parametrize(
    ("state", "to_guest", "to_steward"),
    [
        ("EXPIRED", "could no longer be booked with it. We hold no place for you.", "No bed is held"),
        ("CONFIRMED", "than you owe. Your stay is as it was.", "The stay is as it was."),
    ],
)
def test_money_that_buys_nothing_goes_back_whether_or_not_the_stay_stands(
    booking, state, to_guest, to_steward
):
    put(booking, state)

    emails.came_too_late(booking, fact="refund-1", amount=SUM, now=NOW)

    assert to_guest in mail("too_late").text
    assert to_steward in mail("too_late_house").text

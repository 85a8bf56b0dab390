"""A refund that failed is settled at the desk: sent again, or given back another way."""

from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bookings.rules.states import State
from payments.models import MoneyState, Refund, Source
from payments.queries import balance, wrong_bills
from tests.factories.bookings import BookingFactory
from tests.factories.locations import HouseFactory, RoomFactory, StewardFactory
from tests.factories.payments import PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    """Confirmed and paid, 50 of which are too much and came back from the bank."""
    booking = BookingFactory(state=State.CONFIRMED)
    payment = PaymentFactory(bill=booking.bill, amount=50)
    RefundFactory(payment=payment, amount=50, state=MoneyState.FAILED, error="The card is closed.")
    return booking


@pytest.fixture
def desk(client, booking):
    client.force_login(StewardFactory(house=booking.house, name="Maya"))
    return client


def url(name, booking):
    args = [booking.house.slug, booking.number]
    return reverse(f"desk:{name}", args=args if name == "booking" else [*args, Refund.objects.first().pk])


def test_a_failed_refund_is_shown_with_both_ways_on(desk, booking):
    page = desk.get(url("booking", booking)).content.decode()

    assert "A refund of 50.00 USD did not reach" in page
    assert "The bank says: The card is closed." in page
    assert url("refund_again", booking) in page
    assert url("refund_settled", booking) in page


def test_try_again_makes_a_new_refund_once(desk, booking):
    first = desk.post(url("refund_again", booking), follow=True).content.decode()
    again = desk.post(url("refund_again", booking), follow=True).content.decode()

    rows = Refund.objects.order_by("pk").values_list("state", "amount", "by__name")
    assert list(rows) == [("FAILED", Decimal(50), None), ("PENDING", Decimal(50), "Maya")]
    assert "The refund is on its way again." in first
    assert "Nothing of this refund is left to be given back." in again
    assert "did not reach" not in again


def test_given_back_another_way_is_a_refund_that_is_done(desk, booking):
    page = desk.post(
        url("refund_settled", booking), {"reference": "Transfer 77"}, follow=True
    ).content.decode()

    made = Refund.objects.latest("pk")
    assert (made.state, made.source, made.amount) == (MoneyState.SUCCEEDED, Source.OTHER, Decimal(50))
    assert (made.reference, made.by.name) == ("Transfer 77", "Maya")
    assert balance(booking.bill).overpaid == 0
    assert wrong_bills() == []
    assert "given back in another way" in page
    assert "did not reach" not in page
    assert ModelLogEntry.objects.filter(action="payments.refund_settled", user=made.by).count() == 1


def test_how_it_went_back_must_be_said(desk, booking):
    page = desk.post(url("refund_settled", booking), {"reference": " "}, follow=True).content.decode()

    assert "Say how the money went back" in page
    assert Refund.objects.count() == 1


def test_no_more_goes_back_than_is_overpaid(desk, booking):
    RefundFactory(payment=Refund.objects.get().payment, amount=30)

    desk.post(url("refund_settled", booking), {"reference": "Cash"})

    assert Refund.objects.latest("pk").amount == Decimal(20)


def test_a_refund_that_did_not_fail_can_be_neither(desk, booking):
    Refund.objects.update(state=MoneyState.PENDING)

    for name in ("refund_again", "refund_settled"):
        assert desk.post(url(name, booking), {"reference": "x"}).status_code == 404


def test_another_house_s_steward_finds_nothing(client, booking):
    client.force_login(StewardFactory(house=RoomFactory(house=HouseFactory()).house))

    for name in ("refund_again", "refund_settled"):
        assert client.post(url(name, booking), {"reference": "x"}).status_code == 404
    assert Refund.objects.count() == 1

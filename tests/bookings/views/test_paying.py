"""Paying a part, and letting somebody else pay: the guest's screens, the payer's, the desk's."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bookings.actions import make_link
from bookings.queries.payers import link_path
from payments.actions import records
from payments.gateway import retrieve_session
from payments.models import Payment, PaymentLink, Refund
from payments.queries import owed
from tests.factories.bookings import NOW, BookingFactory
from tests.factories.locations import RoomFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import PaymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def booking():
    """Approved: 255.00 USD is to be paid."""
    return BookingFactory(state="APPROVED", guest=UserFactory(name="Ann Markson", email="ann@example.org"))


@pytest.fixture
def guest(client, booking):
    client.force_login(booking.guest)
    return client


@pytest.fixture
def steward(client, booking):
    client.force_login(StewardFactory(house=booking.house, name="Maya"))
    return client


@pytest.fixture
def link(booking):
    return make_link(booking, name="My aunt Ida", amount=Decimal(100), by=booking.guest, now=NOW)


def at(name, booking, *more):
    return reverse(name, args=[booking.number, *more])


def desk(name, booking, *more):
    return reverse(f"desk:{name}", args=[booking.house.slug, booking.number, *more])


def test_a_guest_pays_a_part(guest, booking, standin) -> None:
    answer = guest.post(at("pay", booking), {"amount": "100.00"})

    payment = Payment.objects.get()
    assert (answer.status_code, answer["Location"], payment.amount) == (302, payment.url, 100)


@pytest.mark.parametrize("amount", ["255.01", "0", "-5", "10.001", "", "ten", "NaN", "1e9"])
def test_a_wrong_amount_comes_back_with_what_was_typed_and_what_to_do(
    guest, booking, standin, amount
) -> None:
    page = guest.post(at("pay", booking), {"amount": amount})

    assert page.status_code == 200
    assert page.context["amount_form"].errors
    assert f'value="{amount}"' in page.content.decode() or not amount
    assert (Payment.objects.count(), standin.control("GET", "calls")) == (0, [])


def test_paying_page_offers_both_ways_and_no_way_once_all_is_paid(guest, booking) -> None:
    page = guest.get(at("paying", booking)).content.decode()
    assert "$255 of $255 is still to pay." in page
    assert at("paying", booking) in guest.get(at("my_stay", booking)).content.decode()

    PaymentFactory(bill=booking.bill, amount=owed(booking.bill))

    page = guest.get(at("paying", booking)).content.decode()
    assert "There is nothing to pay on this stay now." in page
    assert at("pay", booking) not in guest.get(at("my_stay", booking)).content.decode()


def test_a_guest_makes_and_revokes_a_link(guest, booking) -> None:
    page = guest.post(at("add_link", booking), {"name": "My aunt", "amount": "100"}, follow=True)
    link = PaymentLink.objects.get()
    assert (link.name, link.amount, link.by) == ("My aunt", 100, booking.guest)
    assert link_path(link) in page.content.decode()

    page = guest.post(at("end_link", booking, link.pk), follow=True)

    assert link_path(link) not in page.content.decode()
    assert page.client.get(link_path(link)).status_code == 410


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"name": "A", "amount": "-1"}, {"name": "A", "amount": "256"}]
)
def test_a_link_for_nonsense_is_not_made(guest, booking, typed) -> None:
    page = guest.post(at("add_link", booking), typed)

    assert page.context["link_form"].errors
    assert PaymentLink.objects.count() == 0


def test_another_guest_finds_neither_page_nor_link(client, booking, link) -> None:
    client.force_login(UserFactory())
    urls = [
        at("paying", booking),
        at("pay", booking),
        at("add_link", booking),
        at("end_link", booking, link.pk),
    ]

    assert {client.post(url, {"amount": "1", "name": "x"}).status_code for url in urls[1:]} == {404}
    assert client.get(urls[0]).status_code == 404
    assert PaymentLink.objects.get().revoked_at is None


def test_a_payer_sees_house_dates_and_amount_and_nothing_of_the_guest(client, booking, link) -> None:
    answer = client.get(link_path(link))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert all(
        word in page for word in (booking.house.name, "Tue 10 March 2026", "Fri 13 March 2026", "100.00")
    )
    secrets = ["Markson", "ann@", booking.number, "Ida", booking.room.name, "255"]
    assert [word for word in secrets if word in page] == []
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


def test_a_payer_pays_without_signing_in_and_the_page_of_stripe_knows_no_guest(
    client, booking, link, standin
) -> None:
    answer = client.post(link_path(link), {"amount": "60"})

    payment = Payment.objects.get()
    assert (answer["Location"], payment.amount, payment.link) == (payment.url, 60, link)
    assert link_path(link) in payment.parameters["success_url"]
    said = str(payment.parameters)
    assert [word for word in ("Markson", "ann@", booking.number, "Ida") if word in said] == []


@pytest.mark.parametrize("amount", ["100.01", "0", "-1", "x"])
def test_a_payer_pays_no_more_than_the_link_asks(client, booking, link, standin, amount) -> None:
    page = client.post(link_path(link), {"amount": amount})

    assert page.context["form"].errors
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("address", ["1", "1~x", "%00", "1~" + "A" * 43])
def test_an_address_that_nobody_signed_is_not_there(client, booking, link, address) -> None:
    assert client.get(f"/stay/pay/{address}/").status_code == 404


def test_a_link_of_a_stay_that_is_over_asks_for_nothing(client, booking, link) -> None:
    with time_machine.travel("2026-03-09T20:00:00Z"):
        page = client.get(link_path(link))
        posted = client.post(link_path(link), {"amount": "10"})

    assert "Nothing is to be paid through this link now." in page.content.decode()
    assert (posted.status_code, Payment.objects.count()) == (200, 0)


def test_several_payers_pay_one_stay(client, booking, link, standin) -> None:
    other = make_link(booking, name="The office", amount=None, by=booking.guest, now=NOW)
    standin.control("POST", "clock", now=timezone.now().timestamp())
    for one, amount in ((link, "100.00"), (other, "155.00")):
        client.post(link_path(one), {"amount": amount})
        payment = Payment.objects.get(link=one)
        standin.control("POST", f"sessions/{payment.session_id}/pay")
        client.post(link_path(other), {"amount": "155.00"})
    records.record_session(retrieve_session(payment.session_id), now=timezone.now())

    booking.refresh_from_db()
    assert list(Payment.objects.values_list("link__name", "state")) == [
        ("My aunt Ida", "SUCCEEDED"), ("The office", "SUCCEEDED"),
    ]  # fmt: skip
    assert (booking.state, owed(booking.bill)) == ("CONFIRMED", 0)


def test_the_desk_makes_shows_and_revokes_links(steward, booking) -> None:
    page = steward.post(desk("payment_link", booking), {"name": "Employer", "amount": ""}, follow=True)
    link = PaymentLink.objects.get()
    assert link_path(link) in page.content.decode()

    steward.post(desk("payment_link_revoke", booking, link.pk))

    link.refresh_from_db()
    assert link.revoked_by.name == "Maya"


def test_the_desk_takes_back_a_payment_after_asking(steward, booking) -> None:
    payment = PaymentFactory(bill=booking.bill, amount=Decimal(55), received_on="2026-03-01")
    asked = steward.get(desk("reverse_payment", booking, payment.pk)).content.decode()
    assert "55.00 USD, cash, received on 1 March 2026." in asked

    empty = steward.post(desk("reverse_payment", booking, payment.pk), {"reason": ""})
    page = steward.post(desk("reverse_payment", booking, payment.pk), {"reason": "Wrong stay"}, follow=True)

    assert empty.context["form"].errors
    assert "taken back: Wrong stay, Maya" in page.content.decode()
    assert owed(booking.bill) == 255
    assert steward.get(desk("reverse_payment", booking, payment.pk)).status_code == 404


def test_credit_is_shown_and_given_back(steward, booking) -> None:
    PaymentFactory(bill=booking.bill, amount=Decimal(300))
    page = steward.get(desk("booking", booking)).content.decode()
    assert "Paid too much" in page
    assert "45.00" in page

    over = steward.post(desk("do", booking, "give-back"), {"amount": "45.01", "reason": "Twice"})
    assert (Refund.objects.count(), bool(over.context["form"].errors)) == (0, True)
    steward.post(desk("do", booking, "give-back"), {"amount": "40", "reason": "Paid twice"})

    assert list(Refund.objects.values_list("amount", "reason")) == [(40, "Paid twice")]


def test_another_house_s_steward_finds_none_of_it(client, booking, link) -> None:
    payment = PaymentFactory(bill=booking.bill, amount=Decimal(55))
    client.force_login(StewardFactory(house=RoomFactory().house))
    other = BookingFactory(state="APPROVED", room=RoomFactory())
    urls = [desk("payment_link", booking), desk("payment_link_revoke", booking, link.pk)]
    urls += [desk("reverse_payment", booking, payment.pk), desk("do", booking, "give-back")]

    assert {client.post(url, {"reason": "x", "name": "x"}).status_code for url in urls} == {404}
    client.force_login(StewardFactory(house=other.house))
    assert client.post(desk("payment_link_revoke", other, link.pk)).status_code == 404
    assert client.post(desk("reverse_payment", other, payment.pk), {"reason": "x"}).status_code == 404

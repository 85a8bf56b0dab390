"""The page a guest comes back to: it only looks."""

import re
import time

import pytest

from payments.models import MoneyState, Payment
from tests.factories.payments import BillFactory, PayerFactory, PaymentFactory

pytestmark = pytest.mark.django_db


def card(bill, state, **fields):
    settled = {} if state == MoneyState.SUCCEEDED else {"settled_at": None, "applied_at": None}
    return PaymentFactory(bill=bill, source="STRIPE", state=state, **settled, **fields)


def url(bill) -> str:
    return f"/payments/{bill.reference}/return/"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("SUCCEEDED", "Paid. Thank you."),
        ("CREATED", "Your payment is on its way"),
        ("PENDING", "Your bank confirms it later than usual"),
        ("FAILED", "Nothing was paid"),
        ("CANCELLED", "Nothing was paid"),
    ],
)
def test_return_says_how_the_payment_stands_and_leads_back(client, state, words) -> None:
    bill = BillFactory()
    card(bill, state)
    client.force_login(bill.payer)

    answer = client.get(url(bill))

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert f'href="{bill.path}"' in answer.content.decode()
    assert Payment.objects.get().state == state


def test_return_before_any_payment_says_nothing_was_paid(client) -> None:
    bill = BillFactory()
    client.force_login(bill.payer)

    assert "Nothing was paid" in client.get(url(bill)).content.decode()


def test_return_looks_again_by_itself_without_scripts_too_but_not_for_ever(client) -> None:
    bill = BillFactory()
    card(bill, "CREATED")
    client.force_login(bill.payer)
    before = int(time.time())

    first = client.get(url(bill)).content.decode()
    last = client.get(url(bill), {"since": before - 121}).content.decode()

    since = re.search(r'hx-get="\?since=(\d+)"', first).group(1)
    assert before <= int(since) <= time.time()
    assert f'<noscript><meta http-equiv="refresh" content="3; url=?since={since}"></noscript>' in first
    assert "http-equiv" not in last
    assert "hx-get" not in last
    assert "takes longer than usual" in last


@pytest.mark.parametrize("since", ["", "x", "-1", "0", "99999999999", "9" * 40, "²"])
def test_return_takes_any_nonsense_for_the_first_look(client, since) -> None:
    bill = BillFactory()
    card(bill, "CREATED")
    client.force_login(bill.payer)

    assert "hx-get" in client.get(url(bill), {"since": since}).content.decode()


def test_return_has_nothing_new_for_htmx_while_it_waits(client) -> None:
    bill = BillFactory()
    card(bill, "CREATED")
    client.force_login(bill.payer)

    answer = client.get(url(bill), {"since": int(time.time())}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_return_answers_htmx_with_its_part_only(client) -> None:
    bill = BillFactory()
    card(bill, "SUCCEEDED")
    client.force_login(bill.payer)

    answer = client.get(url(bill), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in answer
    assert "Paid. Thank you." in answer


def test_return_of_a_part_says_what_is_left(client) -> None:
    bill = BillFactory()
    card(bill, "SUCCEEDED", amount=50)
    client.force_login(bill.payer)

    assert "Still to pay: $150." in client.get(url(bill)).content.decode()


def test_return_is_404_for_others_and_for_no_bill(client) -> None:
    bill = BillFactory()
    client.force_login(PayerFactory())

    assert client.get(url(bill)).status_code == 404
    assert client.get("/payments/none/return/").status_code == 404


def test_return_is_there_for_a_steward_of_the_house_only(client) -> None:
    bill, other = BillFactory(), BillFactory()
    steward = PayerFactory()
    bill.house.roles.create(user=steward, role="STEWARD")
    client.force_login(steward)

    assert client.get(url(bill)).status_code == 200
    assert client.get(url(other)).status_code == 404


def test_return_asks_strangers_to_sign_in_whatever_the_reference(client) -> None:
    bill = BillFactory()

    for address in (url(bill), "/payments/none/return/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


def test_return_takes_only_gets(client) -> None:
    bill = BillFactory()
    client.force_login(bill.payer)

    assert client.post(url(bill)).status_code == 405

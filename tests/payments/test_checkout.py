"""Opening a page to pay on, whatever Stripe does meanwhile."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from payments.actions import Refused, bills, checkout
from payments.models import MoneyState, Payment
from tests.factories.payments import BareHouseFactory, BillFactory, PaymentFactory
from tests.payments.opening import opened, pay

pytestmark = pytest.mark.django_db(transaction=True)


def creations(standin):
    return [
        (call["status"], call["key"])
        for call in standin.control("GET", "calls")
        if call["method"] == "POST" and call["path"] == "/v1/checkout/sessions"
    ]


def states():
    return list(Payment.objects.order_by("pk").values_list("state", flat=True))


def test_open_session_keeps_key_parameters_and_answer_on_the_row(standin) -> None:
    bill = BillFactory()

    payment = opened(bill)

    session = pay(standin, payment)
    assert payment.url.startswith(f"{standin.base}/c/pay/")
    assert (payment.state, payment.amount, payment.bill) == (MoneyState.CREATED, Decimal("200"), bill)
    assert creations(standin) == [(200, payment.idempotency_key)]
    assert session["metadata"] == {"payment_id": str(payment.pk), "key": payment.idempotency_key}
    assert session["expires_at"] == payment.parameters["expires_at"] == int(payment.expires_at.timestamp())
    assert (session["amount_total"], session["client_reference_id"]) == (20000, bill.reference)


def test_open_session_again_reuses_it(standin) -> None:
    bill = BillFactory()

    first, second = opened(bill), opened(bill, minutes=50)

    assert (second.pk, second.url, second.expires_at) == (first.pk, first.url, first.expires_at)
    assert len(creations(standin)) == 1


@pytest.mark.parametrize(("minutes", "amount"), [(31, "200.00"), (45, "150.00")])
def test_session_soon_over_or_of_another_amount_is_closed_and_replaced(standin, minutes, amount) -> None:
    bill = BillFactory()
    now = timezone.now()
    first = opened(bill, minutes=minutes, now=now)

    second = opened(bill, amount=amount, now=now + timedelta(minutes=2))

    first.refresh_from_db()
    assert (first.state, first.ended_at is not None) == (MoneyState.FAILED, True)
    assert second.pk != first.pk
    assert standin.control("GET", "health")["objects"]["checkout.session"] == 2
    assert states() == ["FAILED", "CREATED"]


def test_session_paid_meanwhile_is_recorded_instead_of_replaced(standin, told) -> None:
    bill = BillFactory()
    first = opened(bill, minutes=31)
    pay(standin, first)

    with pytest.raises(Refused, match="paid already"):
        opened(bill, now=timezone.now() + timedelta(minutes=2))

    assert states() == ["SUCCEEDED"]
    assert told.calls == [(bill.reference, Decimal(0), None)]


def test_session_completed_and_unpaid_blocks_a_second(standin) -> None:
    bill = BillFactory()
    first = opened(bill, minutes=31)
    standin.control("POST", f"sessions/{first.session_id}/complete_unpaid")

    with pytest.raises(Refused, match="on its way"):
        opened(bill, now=timezone.now() + timedelta(minutes=2))

    assert states() == ["PENDING"]


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "drop"},
        {"kind": "drop", "effect": True},
        {"kind": "status", "status": 409},
        {"kind": "status", "status": 429},
    ],
)
def test_lost_answer_is_asked_for_again_with_the_same_key(standin, fault) -> None:
    standin.faults.add(match="/v1/checkout/sessions", method="POST", **fault)

    payment = opened(BillFactory())

    assert [key for _status, key in creations(standin)] == [payment.idempotency_key] * 2
    assert standin.control("GET", "health")["objects"]["checkout.session"] == 1
    assert states() == ["CREATED"]


def test_server_error_with_effect_finds_the_session_by_the_row(standin) -> None:
    standin.faults.add(kind="status", status=500, effect=True, method="POST")

    payment = opened(BillFactory())

    assert creations(standin) == [(500, payment.idempotency_key)]
    assert payment.url and not payment.is_unclear
    assert states() == ["CREATED"]


def test_server_error_without_effect_makes_a_new_row_and_key(standin) -> None:
    standin.faults.add(kind="status", status=500, method="POST")

    payment = opened(BillFactory())

    [(first, first_key), (second, second_key)] = creations(standin)
    assert (first, second, second_key) == (500, 200, payment.idempotency_key)
    assert first_key != second_key
    assert states() == ["FAILED", "CREATED"]


@pytest.mark.parametrize(
    "fault", [{"kind": "drop"}, {"kind": "status", "status": 500}, {"kind": "status", "status": 503}]
)
def test_stripe_out_of_reach_says_so_and_the_next_try_succeeds(standin, fault) -> None:
    bill = BillFactory()
    standin.faults.add(times=0, **fault)
    with pytest.raises(Refused, match="can't be reached"):
        opened(bill)
    standin.faults.clear()

    payment = opened(bill)

    assert payment.url
    assert states().count("CREATED") == 1


def test_key_a_day_old_is_not_sent_again(standin) -> None:
    bill = BillFactory()
    standin.faults.add(kind="drop", times=0, method="POST")
    with pytest.raises(Refused):
        opened(bill, minutes=24 * 60)
    standin.faults.clear()
    Payment.objects.update(created_at=timezone.now() - timedelta(hours=23, minutes=1))
    sent = len(creations(standin))

    payment = opened(bill)

    assert creations(standin)[sent:] == [(200, payment.idempotency_key)]
    assert states() == ["FAILED", "CREATED"]


def test_two_openings_at_once_give_one_session(standin) -> None:
    bill = BillFactory()
    standin.faults.add(kind="delay", seconds=0.3, times=2, method="POST")
    found, start = [], threading.Barrier(2)

    def run() -> None:
        start.wait()
        try:
            found.append(opened(bill).url)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 2
    assert len(set(found)) == 1
    assert states() == ["CREATED"]
    assert standin.control("GET", "health")["objects"]["checkout.session"] == 1


@pytest.mark.parametrize("amount", ["0", "200.01", "-5"])
def test_more_than_is_owed_can_not_be_paid(standin, amount) -> None:
    with pytest.raises(Refused, match="nothing like that"):
        opened(BillFactory(), amount=amount)

    assert states() == []


def test_amount_too_small_for_a_card_says_so(standin) -> None:
    with pytest.raises(Refused, match="at least 50 JPY"):
        opened(BillFactory(house=BareHouseFactory(currency="JPY"), amount="40"), amount="40")

    assert states() == []


def test_refusal_fails_the_row_and_says_nothing_was_charged(standin) -> None:
    standin.faults.add(kind="status", status=400, method="POST")
    bill = BillFactory()

    with pytest.raises(Refused, match="nothing was charged"):
        opened(bill)

    assert states() == ["FAILED"]
    assert opened(bill).url


def test_ask_expiry_closes_the_session_after_the_commit(standin) -> None:
    bill = BillFactory()
    payment = opened(bill)

    with transaction.atomic():
        checkout.ask_expiry(bill, now=timezone.now())
        assert standin.control("GET", "calls")[-1]["path"] == "/v1/checkout/sessions"

    payment.refresh_from_db()
    assert (payment.state, payment.ended_at is not None) == (MoneyState.CANCELLED, True)
    assert standin.control("GET", "calls")[-1]["path"] == f"/v1/checkout/sessions/{payment.session_id}/expire"


def test_ask_expiry_of_a_session_paid_meanwhile_records_the_payment(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    pay(standin, payment)

    with transaction.atomic():
        bills.waive(bill, keep=Decimal(0), label="Withdrawn", by=None, now=timezone.now())

    payment.refresh_from_db()
    assert payment.state == MoneyState.SUCCEEDED
    assert told.calls == [(bill.reference, Decimal(-200), None)]


def test_no_new_session_opens_before_the_old_one_is_known_to_be_over(standin) -> None:
    bill = BillFactory()
    standin.faults.add(kind="status", status=500, times=0, match="*/expire")
    standin.faults.add(kind="status", status=500, times=0, method="GET")
    opened(bill)
    with transaction.atomic():
        checkout.ask_expiry(bill, now=timezone.now())

    with pytest.raises(Refused, match="can't be reached"):
        opened(bill)

    standin.faults.clear()
    assert opened(bill).url
    assert states() == ["CANCELLED", "CREATED"]


def test_bill_changed_while_its_page_opens_closes_that_page(standin) -> None:
    bill = BillFactory()
    standin.faults.add(kind="delay", seconds=0.6, match="/v1/checkout/sessions", method="POST")
    refused = []

    def run() -> None:
        try:
            opened(bill)
        except Refused as error:
            refused.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    while not Payment.objects.exists():
        pass
    bills.waive(bill, keep=Decimal(0), label="Withdrawn", by=None, now=timezone.now())
    thread.join()

    assert refused == ["What is to be paid has just changed. Please look at it again."]
    assert states() == ["CANCELLED"]
    assert standin.control("GET", "calls")[-1]["path"].endswith("/expire")


def test_open_session_is_refused_inside_a_transaction(standin) -> None:
    bill = BillFactory()

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        opened(bill)


def test_paid_bill_has_nothing_to_open(standin) -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill)

    with pytest.raises(Refused, match="nothing like that"):
        opened(bill)

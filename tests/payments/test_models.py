"""What the database itself refuses, and what it lets through."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from payments.models import Bill, Dispute, StripeEvent
from tests.factories.payments import NOW, BillFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db

UNPAID = {"settled_at": None, "applied_at": None}


@pytest.mark.parametrize("amount", [0, -1])
def test_payments_and_refunds_are_above_zero(amount) -> None:
    payment = PaymentFactory(bill=BillFactory(), amount=Decimal("0.0001"))
    with pytest.raises(IntegrityError, match="payment_is_positive"), transaction.atomic():
        PaymentFactory(bill=BillFactory(), amount=amount)
    with pytest.raises(IntegrityError, match="refund_is_positive"), transaction.atomic():
        RefundFactory(payment=payment, amount=amount)


@pytest.mark.parametrize("first", ["CREATED", "PENDING"])
@pytest.mark.parametrize("second", ["CREATED", "PENDING"])
def test_bill_has_one_open_card_payment(first, second) -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill, source="STRIPE", state=first, **UNPAID)

    with pytest.raises(IntegrityError, match="payment_one_open_session_per_bill"), transaction.atomic():
        PaymentFactory(bill=bill, source="STRIPE", state=second, **UNPAID)


def test_bill_has_any_number_of_other_payments() -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill, source="STRIPE", state="CREATED", **UNPAID)
    PaymentFactory(bill=BillFactory(), source="STRIPE", state="CREATED", **UNPAID)
    for state in ("FAILED", "CANCELLED"):
        PaymentFactory.create_batch(2, bill=bill, source="STRIPE", state=state, **UNPAID)
    PaymentFactory.create_batch(2, bill=bill, source="STRIPE")

    assert bill.payments.count() == 7


def test_money_that_came_or_went_has_a_time() -> None:
    payment = PaymentFactory(bill=BillFactory())
    with pytest.raises(IntegrityError, match="payment_succeeded_at_a_time"), transaction.atomic():
        PaymentFactory(bill=BillFactory(), settled_at=None, applied_at=None)
    with pytest.raises(IntegrityError, match="refund_succeeded_at_a_time"), transaction.atomic():
        RefundFactory(payment=payment, amount=1, state="SUCCEEDED")


def test_money_is_applied_only_once_it_is_settled() -> None:
    payment = PaymentFactory(bill=BillFactory())
    with pytest.raises(IntegrityError, match="payment_settled_before_applied"), transaction.atomic():
        PaymentFactory(bill=BillFactory(), state="PENDING", settled_at=None)
    with pytest.raises(IntegrityError, match="refund_settled_before_applied"), transaction.atomic():
        RefundFactory(payment=payment, amount=1, applied_at=NOW)
    RefundFactory(payment=payment, amount=1, state="FAILED", settled_at=NOW, applied_at=NOW)


@pytest.mark.parametrize("field", ["session_id", "intent_id", "idempotency_key"])
def test_payments_share_no_id_but_may_have_none(field) -> None:
    PaymentFactory.create_batch(2, bill=BillFactory())
    PaymentFactory(bill=BillFactory(), **{field: "one"})

    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentFactory(bill=BillFactory(), **{field: "one"})


@pytest.mark.parametrize("field", ["refund_id", "idempotency_key"])
def test_refunds_share_no_id_but_may_have_none(field) -> None:
    payment = PaymentFactory(bill=BillFactory())
    RefundFactory.create_batch(2, payment=payment, amount=1)
    RefundFactory(payment=payment, amount=1, **{field: "one"})

    with pytest.raises(IntegrityError), transaction.atomic():
        RefundFactory(payment=payment, amount=1, **{field: "one"})


def test_event_and_dispute_are_stored_once() -> None:
    payment = PaymentFactory(bill=BillFactory())
    times = {"created_at": NOW, "changed_at": NOW}
    event = {"event_id": "evt_1", "kind": "x", "payload": {}, "received_at": NOW, "next_at": NOW}
    Dispute.objects.create(payment=payment, dispute_id="du_1", amount=1, status="lost", **times)
    StripeEvent.objects.create(**event)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.create(payment=payment, dispute_id="du_1", amount=1, status="won", **times)
    with pytest.raises(IntegrityError), transaction.atomic():
        StripeEvent.objects.create(**event)


def test_bill_serves_a_night() -> None:
    bill = BillFactory()
    with pytest.raises(IntegrityError, match="bill_serves_a_night"), transaction.atomic():
        Bill.objects.filter(pk=bill.pk).update(service_end=bill.service_start)


@pytest.mark.parametrize(
    ("status", "won", "closed"),
    [
        ("needs_response", False, False),
        ("under_review", False, False),
        ("lost", False, True),
        ("won", True, True),
        ("warning_closed", True, True),
    ],
)
def test_dispute_is_over_when_won_or_lost(status, won, closed) -> None:
    dispute = Dispute(status=status)

    assert (dispute.is_won, dispute.is_closed) == (won, closed)

"""What the worker makes up for, whatever was begun and not finished."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from payments import queries
from payments.actions import Refused, checkout, settle
from payments.models import MoneyState, Payment
from tests.factories.payments import BillFactory, PaymentFactory, RefundFactory
from tests.payments.opening import opened, paid, pay

pytestmark = pytest.mark.django_db(transaction=True)


def later(**time):
    return timezone.now() + timedelta(**time)


def test_payment_not_applied_is_applied_later_cash_included(told) -> None:
    bill = BillFactory()
    cash = PaymentFactory(bill=bill, applied_at=None)

    settle.run_due(timezone.now())

    cash.refresh_from_db()
    assert cash.applied_at is not None
    assert told.calls == [(bill.reference, Decimal(0), None)]
    assert settle.run_due(later(days=1)) == 0


def test_listener_that_keeps_failing_is_asked_again_and_stops_nobody_else(told) -> None:
    first = PaymentFactory(bill=BillFactory(), applied_at=None)
    second = PaymentFactory(bill=BillFactory(), applied_at=None)
    told.failures = 1

    settle.run_due(timezone.now())
    assert list(queries.unapplied_payments()) == [first]
    settle.run_due(later(minutes=1))

    assert list(queries.unapplied_payments()) == []
    second.refresh_from_db()
    assert second.error == ""


def test_refund_that_ended_is_told(told) -> None:
    bill = BillFactory()
    RefundFactory(
        payment=PaymentFactory(bill=bill), amount=Decimal(20), state="FAILED", settled_at=timezone.now()
    )

    settle.run_due(timezone.now())

    assert told.calls == [(bill.reference, Decimal(0), None)]
    assert list(queries.unapplied_refunds()) == []


def test_row_is_found_its_session_after_a_crash_behind_the_call(standin, told) -> None:
    payment = opened(BillFactory())
    Payment.objects.update(session_id=None, url="")

    settle.run_due(later(minutes=11))

    found = Payment.objects.get()
    assert (found.state, found.session_id, found.url) == (MoneyState.CREATED, payment.session_id, payment.url)


def test_row_is_given_up_after_a_crash_before_the_call(standin, told) -> None:
    bill = BillFactory()
    standin.faults.add(kind="drop", times=0, method="POST")
    with pytest.raises(Refused):
        opened(bill)

    settle.run_due(later(minutes=3))

    payment = Payment.objects.get()
    assert (payment.state, payment.session_id) == (MoneyState.FAILED, None)
    assert queries.open_session(bill) is None


def test_session_asked_to_end_is_asked_until_it_is_over(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    standin.faults.add(kind="status", status=500, match="*/expire", times=0)
    with transaction.atomic():
        checkout.ask_expiry(bill, now=timezone.now())
    settle.run_due(later(minutes=1))
    payment.refresh_from_db()
    assert (payment.state, payment.ended_at) == (MoneyState.CREATED, None)
    standin.faults.clear()

    settle.run_due(later(minutes=10))

    payment.refresh_from_db()
    assert (payment.state, payment.ended_at is not None) == (MoneyState.CANCELLED, True)


def test_lost_webhook_of_a_payment_is_noticed_within_minutes(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    pay(standin, payment)

    settle.run_due(later(minutes=11))

    payment.refresh_from_db()
    assert payment.state == MoneyState.SUCCEEDED
    assert told.calls == [(bill.reference, Decimal(0), None)]


def test_open_session_is_read_again_only_now_and_then(standin, told) -> None:
    opened(BillFactory())
    settle.run_due(later(minutes=11))
    asked = len(standin.control("GET", "calls"))

    settle.run_due(later(minutes=12))

    assert len(standin.control("GET", "calls")) == asked


def test_session_the_account_does_not_know_is_over_when_its_time_is(standin, told) -> None:
    payment = opened(BillFactory())
    standin.control("POST", "reset")

    settle.run_due(later(minutes=11))
    payment.refresh_from_db()
    assert payment.state == MoneyState.CREATED

    settle.run_due(later(minutes=50))
    payment.refresh_from_db()
    assert payment.state == MoneyState.FAILED


def test_paid_twice_gives_back_exactly_what_is_too_much(standin, told) -> None:
    """A second session that should never be, paid too: the money is recorded and goes back."""
    bill = BillFactory()
    first = paid(standin, bill)
    told.refunds_overpaid = True
    second = PaymentFactory(bill=bill, amount=Decimal(200), applied_at=None, settled_at=later(minutes=1))

    settle.run_due(later(minutes=2))

    refund = bill.refunds.get()
    assert (refund.payment, refund.amount) == (second, Decimal(200))
    assert first.state == MoneyState.SUCCEEDED
    assert queries.owed(bill) == 0

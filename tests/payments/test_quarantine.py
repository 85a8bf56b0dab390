"""Money that is not what was asked for buys nothing until an operator has looked at it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from payments import queries
from payments.actions import Refused, quarantine, records
from payments.actions.reconcile import reconcile
from payments.gateway import client as api
from payments.gateway import retrieve_intent, retrieve_session
from payments.models import Bill, Payment
from tests.factories.payments import NOW, BillFactory, PayerFactory
from tests.payments.opening import opened, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart(standin, told) -> Payment:
    """200.00 USD came where 150.00 USD was asked for."""
    payment = opened(BillFactory())
    pay(standin, payment)
    Payment.objects.update(amount=Decimal(150))
    return records.record_session(retrieve_session(payment.session_id), now=timezone.now())


def now_is(payment) -> tuple:
    row = Payment.objects.get(pk=payment.pk)
    return row.state, row.amount, row.quarantined_at is None


def test_another_amount_is_set_apart_and_told_to_nobody_above(apart, told) -> None:
    assert now_is(apart) == ("PENDING", 150, False)
    assert apart.quarantine == "Stripe has 200.00 USD, 150.00 USD was asked for."
    assert (queries.paid(apart.bill), told.calls, list(queries.quarantined())) == (0, [], [apart])
    with pytest.raises(Refused, match="on its way"):
        opened(apart.bill)


def test_another_currency_is_set_apart_by_its_intent_too(standin, told) -> None:
    payment = opened(BillFactory())
    intent = retrieve_intent(pay(standin, payment)["payment_intent"])
    Bill.objects.update(currency="EUR")

    records.record_intent(intent, now=NOW)

    assert now_is(payment) == ("PENDING", 200, False)
    with pytest.raises(Refused, match="another currency"):
        quarantine.accept(Payment.objects.get(), by=PayerFactory(), now=NOW)
    assert now_is(payment) == ("PENDING", 200, False)


def test_reading_it_again_changes_nothing_and_says_so(apart) -> None:
    fields = ("state", "amount", "quarantined_at", "quarantine", "settled_at", "ended_at", "intent_id")
    before = Payment.objects.values(*fields).get()

    records.record_session(retrieve_session(apart.session_id), now=timezone.now())
    records.record_intent(retrieve_intent(apart.intent_id), now=timezone.now())
    found = list(reconcile(since=timezone.now() - timedelta(days=1), now=timezone.now()))

    assert Payment.objects.values(*fields).get() == before
    assert [(each.is_repaired, "Set apart." in each.said) for each in found] == [(False, True)]


def test_an_operator_takes_it_as_it_came(apart, told) -> None:
    quarantine.accept(apart, by=PayerFactory(), now=NOW)

    assert now_is(apart) == ("SUCCEEDED", 200, True)
    assert told.calls[0][:2] == (apart.bill.reference, 0)
    with pytest.raises(Refused, match="already"):
        quarantine.accept(apart, by=PayerFactory(), now=NOW)


def test_it_is_over_only_once_all_of_it_went_back(apart) -> None:
    api.v1().refunds.create({"payment_intent": apart.intent_id, "amount": 5000})
    with pytest.raises(Refused, match="did not go back"):
        quarantine.dismiss(apart, by=PayerFactory(), now=NOW)
    assert quarantine.went_back(apart.intent_id, now=NOW) is True
    assert now_is(apart) == ("PENDING", 150, False)
    api.v1().refunds.create({"payment_intent": apart.intent_id, "amount": 15000})

    assert quarantine.went_back(apart.intent_id, now=NOW) is True

    assert now_is(apart) == ("FAILED", 150, True)
    assert apart.bill.refunds.count() == 0
    assert queries.wrong_bills() == []

"""Money taken by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from payments import queries
from payments.actions import Refused, charges
from payments.actions.splits import freeze_missed
from payments.models import MoneyState, Payment
from payments.rules.lines import Line
from tests.factories.payments import (
    BareHouseFactory,
    BillFactory,
    PayerFactory,
    PaymentFactory,
    RefundFactory,
)
from tests.payments.opening import opened

pytestmark = pytest.mark.django_db(transaction=True)


def take(bill, amount="200", *, source="CASH", by=None):
    return charges.take_manual(
        bill,
        amount=Decimal(amount),
        source=source,
        reference="envelope 7",
        received_on=date(2026, 3, 1),
        by=by or PayerFactory(),
        now=timezone.now(),
    )


@pytest.mark.parametrize("source", ["CASH", "TRANSFER", "OTHER"])
def test_take_manual_records_who_took_what_and_tells(told, source) -> None:
    bill, steward = BillFactory(), PayerFactory()

    payment = take(bill, "80", source=source, by=steward)

    payment.refresh_from_db()
    assert (payment.state, payment.amount, payment.source, payment.by) == ("SUCCEEDED", 80, source, steward)
    assert (payment.reference, payment.received_on) == ("envelope 7", date(2026, 3, 1))
    assert payment.applied_at is not None
    assert told.calls == [(bill.reference, Decimal(120), steward)]


@pytest.mark.parametrize("amount", ["200.01", "0", "-20", "10.001"])
def test_take_manual_refuses_more_than_owed_and_nonsense(told, amount) -> None:
    with pytest.raises(Refused):
        take(BillFactory(), amount)

    assert Payment.objects.count() == 0


def test_take_manual_refuses_fractions_the_currency_lacks(told) -> None:
    with pytest.raises(Refused, match="decimal places"):
        take(BillFactory(house=BareHouseFactory(currency="JPY"), amount="2000"), "10.5")


def test_take_manual_of_a_paid_bill_says_so(told) -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill)

    with pytest.raises(Refused, match="Nothing is owed"):
        take(bill, "1")


def test_take_manual_is_no_way_to_invent_a_card_payment(told) -> None:
    with pytest.raises(ValueError, match="by hand"):
        take(BillFactory(), source="STRIPE")


def test_take_manual_closes_the_open_card_page(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)

    take(bill)

    payment.refresh_from_db()
    assert payment.state == MoneyState.CANCELLED
    assert queries.owed(bill) == 0


def test_take_manual_waits_for_a_card_payment_on_its_way(told) -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill, source="STRIPE", state="PENDING", settled_at=None, applied_at=None)

    with pytest.raises(Refused, match="on its way"):
        take(bill)


def reverse(payment, reason="Noted twice"):
    return charges.reverse(payment, reason=reason, by=PayerFactory(name="Maya"), now=timezone.now())


def test_reverse_takes_back_what_was_noted_by_mistake(told) -> None:
    bill = BillFactory()
    payment = take(bill, "80")

    reverse(payment)

    payment.refresh_from_db()
    assert (payment.state, payment.error, payment.reversed_by.name) == ("CANCELLED", "Noted twice", "Maya")
    assert queries.owed(bill) == 200
    assert queries.wrong_bills() == []


def test_reverse_takes_back_split_and_receipt_on_the_day_it_is_done(told) -> None:
    bill = BillFactory(lines=[Line(kind="TAX", label="City tax", amount=Decimal("20.00"))])
    payment = take(bill, "20")

    reverse(payment)

    came, back = payment.splits.order_by("pk")
    assert (came.amount, came.taxes, came.is_undoing) == (20, 20, False)
    assert (back.amount, back.taxes, back.is_undoing) == (-20, -20, True)
    assert back.on == timezone.now().astimezone(bill.house.zone).date()
    receipt, note = payment.documents.order_by("pk")
    assert (note.kind, note.of, note.total) == ("CREDIT", receipt, 20)
    assert note.content["reason"] == "Noted twice"
    assert freeze_missed() == 0


@pytest.mark.parametrize("why", ["card", "twice", "given back", "no reason"])
def test_reverse_refuses_what_did_come(told, why) -> None:
    bill = BillFactory()
    payment = PaymentFactory(bill=bill, amount=Decimal(80), source="STRIPE" if why == "card" else "CASH")
    if why == "twice":
        reverse(payment)
    if why == "given back":
        RefundFactory(payment=payment, amount=Decimal(1))
    before = Payment.objects.values().get()

    with pytest.raises(Refused):
        reverse(payment, reason=" " if why == "no reason" else "Noted twice")

    assert Payment.objects.values().get() == before

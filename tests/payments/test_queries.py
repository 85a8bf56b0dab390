"""Balances of one bill and of many."""

from decimal import Decimal

import pytest

from payments import queries
from payments.models import Bill
from payments.rules.balance import Balance
from payments.rules.lines import Line
from tests.factories.payments import BillFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db


def test_balances_tell_bills_apart() -> None:
    house_paid = Line(kind="FEE", label="Network", amount=Decimal(10), percent=Decimal(5), paid_by="HOUSE")
    first = BillFactory(lines=[Line(kind="STAY", label="Stay", amount=Decimal(200)), house_paid])
    second = BillFactory(amount="90.00")
    payment = PaymentFactory(bill=first, amount=Decimal(250))
    PaymentFactory(bill=first, amount=Decimal(40), state="FAILED", settled_at=None, applied_at=None)
    RefundFactory(payment=payment, amount=Decimal(30))
    RefundFactory(payment=payment, amount=Decimal(5), state="FAILED")

    result = queries.balances([first, second])

    assert result == {
        first.pk: Balance(
            total=Decimal(200), paid=Decimal(250), refunded=Decimal(30), house_share=Decimal(10)
        ),
        second.pk: Balance(total=Decimal(90), paid=Decimal(0), refunded=Decimal(0)),
    }
    assert (queries.owed(first), queries.overpaid(first)) == (Decimal(-20), Decimal(20))
    assert (queries.total(second), queries.paid(second), queries.owed(second)) == (90, 0, 90)


@pytest.mark.parametrize("count", [1, 3])
def test_balances_take_three_queries(count: int, django_assert_num_queries) -> None:
    for bill in BillFactory.create_batch(count):
        PaymentFactory(bill=bill)
    found = list(Bill.objects.all())

    with django_assert_num_queries(3):
        result = queries.balances(found)

    assert [balance.owed for balance in result.values()] == [0] * count


def test_refundable_is_what_is_left_newest_first() -> None:
    bill = BillFactory()
    older = PaymentFactory(bill=bill, amount=Decimal(100))
    newer = PaymentFactory(bill=bill, amount=Decimal(50))
    PaymentFactory(bill=bill, amount=Decimal(70), state="PENDING", settled_at=None, applied_at=None)
    RefundFactory(payment=older, amount=Decimal(30))
    RefundFactory(payment=older, amount=Decimal(20), state="CANCELLED")

    assert queries.refundable(bill) == [(newer, Decimal(50)), (older, Decimal(70))]

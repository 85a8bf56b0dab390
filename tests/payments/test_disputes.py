"""A dispute that is lost takes the money from the bill; an open or a won one does not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from payments import queries
from payments.actions import Refused, disputes, refunds
from payments.gateway import DisputeState
from payments.models import Dispute, Refund
from tests.factories.payments import NOW, BillFactory, PayerFactory, PaymentFactory, RefundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment(told):
    return PaymentFactory(bill=BillFactory(), source="STRIPE", intent_id="pi_1")


def said(status, *, amount="200", intent_id="pi_1") -> DisputeState:
    return DisputeState(
        id="du_1", status=status, reason="fraudulent", amount=Decimal(amount), currency="USD",
        intent_id=intent_id, charge_id="ch_1", due_by=NOW + timedelta(days=9), created_at=NOW, live=False,
    )  # fmt: skip


def recorded(*statuses, **what):
    for status in statuses:
        disputes.record_dispute(said(status, **what), now=timezone.now())


@pytest.mark.parametrize(
    ("statuses", "owed"),
    [
        (["needs_response"], 0),
        (["needs_response", "under_review"], 0),
        (["needs_response", "won"], 0),
        (["needs_response", "lost"], 200),
        (["lost"], 200),
        (["lost", "lost"], 200),
        (["lost", "needs_response"], 200),
        (["won", "needs_response"], 0),
    ],
)
def test_balance_after_what_stripe_said(payment, statuses, owed) -> None:
    recorded(*statuses)

    assert queries.owed(payment.bill) == owed
    assert Refund.objects.count() == (owed > 0)
    assert queries.wrong_bills() == []


def test_lost_dispute_takes_no_more_than_had_not_gone_back(payment) -> None:
    RefundFactory(payment=payment, amount=Decimal(50), state="SUCCEEDED", settled_at=NOW, applied_at=NOW)

    recorded("lost")

    assert [refund.amount for refund in Refund.objects.order_by("pk")] == [50, 150]
    assert queries.wrong_bills() == []


def test_nothing_is_given_back_of_what_was_lost(payment) -> None:
    recorded("lost", amount="80")
    PaymentFactory(bill=payment.bill, amount=Decimal(100))

    refunds.give_back(payment.bill, amount=Decimal(20), reason="", by=PayerFactory(), now=NOW)

    assert Refund.objects.filter(dispute=None).get().payment.source == "CASH"
    with pytest.raises(Refused):
        refunds.give_back(payment.bill, amount=Decimal(81), reason="", by=PayerFactory(), now=NOW)


def test_each_turn_is_told_above_once(payment, told) -> None:
    recorded("needs_response", "needs_response")
    assert len(told.calls) == 1
    recorded("under_review", "lost", "lost")

    assert len(told.calls) == 3
    assert (queries.untold_disputes().count(), Dispute.objects.get().due_by) == (0, NOW + timedelta(days=9))


def test_dispute_lost_before_it_took_anything_is_made_good(payment) -> None:
    Dispute.objects.create(
        payment=payment, dispute_id="du_1", amount=200, status="lost", created_at=NOW, changed_at=NOW
    )

    recorded("lost")

    assert queries.owed(payment.bill) == 200


def test_dispute_of_nobody_is_not_ours(payment) -> None:
    assert disputes.record_dispute(said("lost", intent_id="pi_2"), now=NOW) is None

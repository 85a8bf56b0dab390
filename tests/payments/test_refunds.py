"""Giving back: never too much, never twice, never silently lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from payments import queries
from payments.actions import Refused, bills, refunds, settle
from payments.models import Dispute, MoneyState, Refund
from payments.rules.retry import KEY_LIVES
from tests.factories.payments import NOW, BillFactory, PayerFactory, PaymentFactory, RefundFactory
from tests.payments.opening import paid

pytestmark = pytest.mark.django_db(transaction=True)


def waived(bill, *, keep="0"):
    bills.waive(bill, keep=Decimal(keep), label="Cancelled", by=None, now=timezone.now())
    return bill


def give_back(bill, amount=None, *, by=None, now=None):
    wanted = None if amount is None else Decimal(amount)
    return refunds.give_back(bill, amount=wanted, reason="Cancelled", by=by, now=now or timezone.now())


def sent(standin) -> list[tuple[int, str]]:
    calls = standin.control("GET", "calls")
    return [
        (call["status"], call["key"])
        for call in calls
        if (call["method"], call["path"]) == ("POST", "/v1/refunds")
    ]


def at_stripe(standin) -> list[int]:
    with standin.account.transaction():
        return [refund["amount"] for refund in standin.account.store.find("refund")]


def rows() -> list[tuple[str, Decimal]]:
    return list(Refund.objects.order_by("pk").values_list("state", "amount"))


def test_card_refund_is_sent_after_the_commit_with_its_own_key(standin, told) -> None:
    bill = BillFactory()
    payment = paid(standin, bill)

    [refund] = give_back(waived(bill, keep="50"))

    refund.refresh_from_db()
    assert (refund.payment, refund.amount, refund.state) == (payment, Decimal(150), MoneyState.PENDING)
    assert sent(standin) == [(200, refund.idempotency_key)]
    assert at_stripe(standin) == [15000]
    assert queries.owed(bill) == 0
    assert give_back(bill) == []


@pytest.mark.parametrize("amount", ["150.01", "0", "-1", "10.001"])
def test_more_than_overpaid_or_nonsense_is_refused(standin, told, amount) -> None:
    bill = BillFactory()
    paid(standin, bill)
    waived(bill, keep="50")

    with pytest.raises(Refused):
        give_back(bill, amount, by=PayerFactory())

    assert rows() == []


def test_nothing_overpaid_gives_nothing_back(told) -> None:
    bill = BillFactory()
    PaymentFactory(bill=bill)

    assert give_back(bill) == []


def test_refund_is_spread_over_the_newest_payments_first(told) -> None:
    bill = BillFactory(amount="300.00")
    old = PaymentFactory(bill=bill, amount=Decimal(100))
    new = PaymentFactory(bill=bill, amount=Decimal(200), settled_at=NOW + timedelta(hours=1))

    made = give_back(waived(bill, keep="50"))

    assert [(refund.payment, refund.amount) for refund in made] == [(new, Decimal(200)), (old, Decimal(50))]


def test_money_taken_by_hand_waits_until_a_steward_gave_it_back(told) -> None:
    bill, steward = BillFactory(), PayerFactory()
    PaymentFactory(bill=bill)
    [refund] = give_back(waived(bill))
    assert list(queries.refunds_to_make()) == [refund]
    settle.run_due(timezone.now() + timedelta(days=1))

    done = refunds.mark_done(refund, by=steward, now=timezone.now())

    done.refresh_from_db()
    assert (done.state, done.applied_at is not None) == (MoneyState.SUCCEEDED, True)
    assert told.calls == [(bill.reference, Decimal(0), steward)]
    assert list(queries.refunds_to_make()) == []
    with pytest.raises(Refused, match="only once"):
        refunds.mark_done(refund, by=steward, now=timezone.now())


def test_card_refund_can_not_be_marked_as_done(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    [refund] = give_back(waived(bill))

    with pytest.raises(Refused, match="by hand"):
        refunds.mark_done(refund, by=PayerFactory(), now=timezone.now())


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "drop"},
        {"kind": "drop", "effect": True},
        {"kind": "status", "status": 429},
        {"kind": "status", "status": 409},
    ],
)
def test_lost_answer_is_asked_for_again_with_the_same_key(standin, told, fault) -> None:
    bill = BillFactory()
    paid(standin, bill)
    standin.faults.add(match="/v1/refunds", method="POST", **fault)
    [refund] = give_back(waived(bill))

    settle.run_due(timezone.now() + timedelta(minutes=3))

    assert [key for _status, key in sent(standin)] == [refund.idempotency_key] * 2
    assert at_stripe(standin) == [20000]
    assert [state for state, _amount in rows()] in (["PENDING"], ["SUCCEEDED"])


@pytest.mark.parametrize("effect", [True, False])
def test_server_error_is_looked_up_before_a_new_row_and_key(standin, told, effect) -> None:
    bill = BillFactory()
    paid(standin, bill)
    standin.faults.add(kind="status", status=500, effect=effect, match="/v1/refunds", method="POST")
    [refund] = give_back(waived(bill))

    settle.run_due(timezone.now() + timedelta(minutes=3))

    assert at_stripe(standin) == [20000]
    assert queries.owed(bill) == 0
    keys = [key for _status, key in sent(standin)]
    if effect:
        assert keys == [refund.idempotency_key]
    else:
        assert keys[0] != keys[1]
        assert [state for state, _amount in rows()][0] == "CANCELLED"


def test_key_a_day_old_is_looked_up_first(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    standin.faults.add(kind="drop", effect=True, match="/v1/refunds", method="POST")
    [refund] = give_back(waived(bill))

    settle.run_due(timezone.now() + KEY_LIVES)

    assert len(sent(standin)) == 1
    assert at_stripe(standin) == [20000]
    refund.refresh_from_db()
    assert refund.refund_id is not None


def test_crash_before_the_call_is_made_up_by_the_worker(standin, told) -> None:
    bill = BillFactory()
    payment = paid(standin, bill)
    standin.faults.add(kind="drop", match="/v1/refunds", method="POST")
    [refund] = give_back(waived(bill))
    Refund.objects.update(attempts=0, error="", next_at=timezone.now())

    settle.run_due(timezone.now())

    assert at_stripe(standin) == [20000]
    assert refund.payment == payment


def test_refund_is_followed_to_its_end_without_webhooks(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    [refund] = give_back(waived(bill))
    with standin.account.transaction():
        pass
    standin.control("POST", f"refunds/{_id_of(refund)}/succeed")

    settle.run_due(timezone.now() + timedelta(hours=1, minutes=1))

    refund.refresh_from_db()
    assert (refund.state, refund.applied_at is not None) == (MoneyState.SUCCEEDED, True)
    assert len(told.calls) == 2


def _id_of(refund) -> str:
    return Refund.objects.get(pk=refund.pk).refund_id


def test_failed_refund_is_told_shown_and_not_tried_for_ever(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    told.refunds_overpaid = True
    [refund] = give_back(waived(bill))
    standin.control("POST", f"refunds/{_id_of(refund)}/fail", reason="lost_or_stolen_card")

    for hours in (1, 2, 3):
        settle.run_due(timezone.now() + timedelta(hours=hours, minutes=hours))

    refund.refresh_from_db()
    assert (refund.state, refund.error) == (MoneyState.FAILED, "lost_or_stolen_card")
    assert list(queries.failed_refunds()) == [refund]
    assert queries.overpaid(bill) == 200
    assert at_stripe(standin) == [20000]
    assert told.calls[-1] == (bill.reference, Decimal(-200), None)


def test_steward_may_try_a_failed_refund_again(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    [refund] = give_back(waived(bill))
    standin.control("POST", f"refunds/{_id_of(refund)}/fail")
    settle.run_due(timezone.now() + timedelta(hours=2))

    [again] = give_back(bill, "200", by=PayerFactory())

    again.refresh_from_db()
    assert again.refund_id != refund.refund_id
    assert queries.overpaid(bill) == 0


def test_refund_that_stripe_refuses_is_failed_and_visible(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    standin.faults.add(kind="status", status=402, match="/v1/refunds", method="POST")

    [refund] = give_back(waived(bill))

    refund.refresh_from_db()
    assert (refund.state, bool(refund.error)) == (MoneyState.FAILED, True)
    assert list(queries.failed_refunds()) == [refund]


def test_disputed_payment_is_not_refunded(standin, told) -> None:
    bill = BillFactory()
    payment = paid(standin, bill)
    Dispute.objects.create(
        payment=payment,
        dispute_id="du_1",
        amount=200,
        status="needs_response",
        created_at=NOW,
        changed_at=NOW,
    )
    waived(bill)

    assert give_back(bill) == []
    with pytest.raises(Refused, match="disputed"):
        give_back(bill, "200", by=PayerFactory())


def test_refund_never_exceeds_what_is_left_of_a_payment(told) -> None:
    bill = BillFactory()
    payment = PaymentFactory(bill=bill)
    RefundFactory(payment=payment, amount=Decimal(120))

    [refund] = give_back(waived(bill))

    assert refund.amount == 80

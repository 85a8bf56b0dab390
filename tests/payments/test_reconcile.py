"""Both sides compared after webhooks were lost, keys changed, accounts mixed up."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from payments import queries
from payments.actions import bills, refunds
from payments.gateway import client as api
from payments.models import Cursor, Dispute, MoneyState, Payment, Payout, PayoutEntry, Refund
from payments.queries.payouts import compared
from tests.factories.payments import BillFactory
from tests.payments.opening import opened, paid, pay

pytestmark = pytest.mark.django_db(transaction=True)


def reconciled(**options) -> list[str]:
    """What the command says; CommandError unless it is only that something is left to a person."""
    out = io.StringIO()
    try:
        call_command("reconcile_payments", stdout=out, **options)
    except CommandError as error:
        if "Left to a person" not in str(error):
            raise
        out.write(f"{error}\n")
    return out.getvalue().splitlines()


def agreed(**options) -> bool:
    [said] = reconciled(**options)
    return said.startswith("Both sides agree since")


LEFT = "Left to a person: 1."


def test_both_sides_agree_where_nothing_was_lost(standin, told) -> None:
    paid(standin, BillFactory())
    opened(BillFactory())

    assert agreed()


def test_payment_whose_webhook_was_lost_is_recorded_and_told(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    pay(standin, payment)

    said = reconciled()

    payment.refresh_from_db()
    assert said == [f"Bill {bill.reference}: payment of 200.00 USD was CREATED, is SUCCEEDED."]
    assert payment.applied_at is not None
    assert told.calls == [(bill.reference, Decimal(0), None)]
    assert agreed()


def test_payment_given_up_that_was_paid_after_all_is_recorded(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    pay(standin, payment)
    Payment.objects.update(state="FAILED", session_id=None, ended_at=timezone.now())

    assert reconciled() == [f"Bill {bill.reference}: payment of 200.00 USD was FAILED, is SUCCEEDED."]
    assert queries.owed(bill) == 0


def test_session_older_than_the_days_compared_is_read_too(standin, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    pay(standin, payment)
    standin.control("POST", "clock", offset=86_400 * 9)

    said = reconciled(days=0)

    assert said == [f"Bill {bill.reference}: payment of 200.00 USD was CREATED, is SUCCEEDED."]


def test_refund_and_dispute_made_outside_become_rows(standin, told) -> None:
    bill, other = BillFactory(), BillFactory()
    payment, disputed = paid(standin, bill), paid(standin, other)
    made = api.v1().refunds.create({"payment_intent": payment.intent_id, "amount": 5000})
    standin.control("POST", f"refunds/{made.id}/succeed")
    with standin.account.transaction():
        charge = standin.account.store.get(disputed.intent_id)["latest_charge"]
    standin.control("POST", f"charges/{charge}/dispute")

    said = reconciled()

    assert f"Bill {bill.reference}: refund of 50.00 USD was made at Stripe." in said
    assert f"Bill {other.reference}: payment of 200.00 USD is disputed: needs_response." in said
    assert (Refund.objects.get().amount, Dispute.objects.get().payment) == (Decimal(50), disputed)
    assert agreed()


def test_refund_that_failed_unheard_is_noticed(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    bills.waive(bill, keep=Decimal(0), label="Cancelled", by=None, now=timezone.now())
    [refund] = refunds.give_back(bill, amount=None, reason="", by=None, now=timezone.now())
    refund.refresh_from_db()
    standin.control("POST", f"refunds/{refund.refund_id}/fail")

    assert reconciled() == [f"Bill {bill.reference}: refund of 200.00 USD was PENDING, is FAILED."]
    assert queries.overpaid(bill) == 200


def test_live_key_and_test_payments_are_refused(standin, told, settings) -> None:
    payment = opened(BillFactory())
    settings.STRIPE_SECRET_KEY = "sk_live_standin"

    with pytest.raises(CommandError, match=f"{payment.session_id}.*Nothing was compared"):
        reconciled()


def test_test_key_and_live_payments_are_refused(standin, told) -> None:
    payment = paid(standin, BillFactory())
    Payment.objects.update(session_id="cs_live_1")

    with pytest.raises(CommandError, match="cs_live_1"):
        reconciled()

    payment.refresh_from_db()
    assert payment.state == MoneyState.SUCCEEDED


def test_money_the_account_does_not_know_stays(standin, told) -> None:
    came, waiting, started = BillFactory(), BillFactory(), BillFactory()
    paid(standin, came)
    standin.control("POST", f"sessions/{opened(waiting).session_id}/complete_unpaid")
    reconciled()
    session_id = opened(started).session_id
    standin.control("POST", "reset")

    said = reconciled()

    for bill, what in ((came, "it"), (started, session_id)):
        name = f"Bill {bill.reference}: payment of 200.00 USD"
        assert f"{name}: the account does not know {what}; left as it is." in said
    states = dict(Payment.objects.values_list("bill__reference", "state"))
    assert states == {came.reference: "SUCCEEDED", waiting.reference: "PENDING", started.reference: "CREATED"}


def test_money_that_stripe_says_went_otherwise_is_reported_and_stays(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    Payment.objects.update(amount=Decimal(150))

    assert reconciled() == [
        f"Bill {bill.reference}: payment of 150.00 USD: Stripe says 200.00, paid. Left as it is.",
        LEFT,
    ]


def test_session_of_a_row_that_is_gone_is_reported(standin, told) -> None:
    payment = opened(BillFactory())
    payment.delete()

    assert reconciled() == [f"{payment.session_id}, 200.00 USD: its payment is not here.", LEFT]


def test_stripe_away_ends_with_a_message(standin, told) -> None:
    standin.faults.add(kind="status", status=500, times=0)

    with pytest.raises(CommandError, match="gave no answer"):
        reconciled()


def test_days_go_back_as_far_as_asked(standin, told) -> None:
    [said] = reconciled(days=30)

    assert said.startswith(f"Both sides agree since {timezone.now() - timedelta(days=30):%Y-%m-%d}")


def test_next_comparison_begins_where_the_last_ended_and_asks_little(standin, told) -> None:
    for _ in range(3):
        paid(standin, BillFactory())
    assert agreed()
    first = len(standin.control("GET", "calls"))
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        standin.control("POST", "clock", now=timezone.now().timestamp())

        assert agreed()

        assert Cursor.objects.get().at == timezone.now()
    calls = standin.control("GET", "calls")[first:]
    assert [call["path"] for call in calls] == [
        f"/v1/{path}" for path in ("checkout/sessions", "refunds", "disputes", "events", "payouts")
    ]


def test_cursor_stays_where_stripe_goes_away(standin, told) -> None:
    standin.faults.add(kind="status", status=500, match="/v1/payouts*", times=0)

    with pytest.raises(CommandError, match="gave no answer"):
        reconciled()

    assert Cursor.objects.count() == 0


def test_refund_that_came_back_weeks_later_is_told_by_its_event(standin, told) -> None:
    bill = BillFactory()
    paid(standin, bill)
    bills.waive(bill, keep=Decimal(0), label="Cancelled", by=None, now=timezone.now())
    [refund] = refunds.give_back(bill, amount=None, reason="", by=None, now=timezone.now())
    refund.refresh_from_db()
    standin.control("POST", f"refunds/{refund.refund_id}/succeed")
    reconciled()
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        standin.control("POST", "clock", now=timezone.now().timestamp())
        standin.control("POST", f"refunds/{refund.refund_id}/fail")

        reconciled(days=1)

    assert (Refund.objects.get().state, queries.overpaid(bill)) == ("FAILED", 200)


def test_fee_is_noted_with_its_transaction(standin, told) -> None:
    payment = paid(standin, BillFactory())

    reconciled()

    payment.refresh_from_db()
    assert (payment.fee, payment.fee_currency) == (Decimal("6.10"), "USD")
    assert (payment.charge_id[:3], payment.balance_id[:4]) == ("ch_", "txn_")


def test_payout_is_imported_and_matched_entry_by_entry(standin, told) -> None:
    bill = BillFactory()
    payment = paid(standin, bill)
    made = api.v1().refunds.create({"payment_intent": payment.intent_id, "amount": 5000})
    standin.control("POST", f"refunds/{made.id}/succeed")
    reconciled()
    standin.control("POST", "payouts", currency="usd")

    assert agreed()
    assert agreed()

    [row] = compared(Payout.objects.all())
    assert (row.entries, row.total, row.fees, row.unknown) == (2, Decimal("143.90"), Decimal("6.10"), 0)
    assert row.payout.amount == Decimal("143.90")
    assert set(PayoutEntry.objects.values_list("kind", "payment", "refund")) == {
        ("charge", payment.pk, None),
        ("refund", None, Refund.objects.get().pk),
    }


def test_payout_with_money_of_nobody_is_left_to_a_person(standin, told) -> None:
    payment = paid(standin, BillFactory())
    reconciled()
    Payment.objects.filter(pk=payment.pk).update(charge_id="", balance_id="")
    standin.control("POST", "payouts", currency="usd")

    said = reconciled()

    assert "1 of them are of nothing here." in said[0]
    assert said[-1] == LEFT

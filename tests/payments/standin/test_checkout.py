"""Paying: what a good card, a declined one and a slow payment leave behind."""

import pytest

from payments.standin.errors import Rejection


def test_good_card_completes_the_session(client, paid, kinds):
    intent = client.v1.payment_intents.retrieve(paid.payment_intent)
    charge = client.v1.charges.retrieve(intent.latest_charge)

    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert (intent.status, intent.amount, intent.amount_received) == ("succeeded", 8500, 8500)
    assert (charge.status, charge.paid, charge.captured, charge.amount_captured) == (
        "succeeded",
        True,
        True,
        8500,
    )
    assert (charge.payment_intent, charge.payment_method_details.card.last4) == (intent.id, "4242")
    assert [each.metadata.to_dict() for each in (intent, charge)] == [{"payment_id": "7"}] * 2
    assert kinds() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_charge_enters_the_balance_less_the_fee(client, paid):
    intent = client.v1.payment_intents.retrieve(paid.payment_intent, {"expand": ["latest_charge"]})
    entry = client.v1.balance_transactions.retrieve(intent.latest_charge.balance_transaction)

    # 2.9 % of 85.00 is 2.465, and 30 cents.
    assert (entry.amount, entry.fee, entry.net) == (8500, 277, 8223)
    assert (entry.type, entry.source, entry.status) == ("charge", intent.latest_charge.id, "pending")


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000 0000 0000 9995", "card_declined", "insufficient_funds"),
        ("4000000000000069", "expired_card", "expired_card"),
        ("4000000000000127", "incorrect_cvc", "incorrect_cvc"),
    ],
)
def test_declined_card_leaves_the_session_open(
    client, standin, sessions, session, kinds, card, code, decline_code
):
    standin.control("POST", f"sessions/{session.id}/pay", card=card)

    after = sessions.retrieve(session.id)
    intent = client.v1.payment_intents.retrieve(after.payment_intent)
    assert (after.status, after.payment_status, after.url) == ("open", "unpaid", session.url)
    assert intent.status == "requires_payment_method"
    assert (intent.last_payment_error.code, intent.last_payment_error.decline_code) == (code, decline_code)
    assert client.v1.charges.retrieve(intent.latest_charge).status == "failed"
    assert kinds() == ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]


def test_second_try_uses_the_same_intent(client, standin, sessions, session):
    standin.control("POST", f"sessions/{session.id}/pay", card="4000000000000002")
    first = sessions.retrieve(session.id).payment_intent
    standin.control("POST", f"sessions/{session.id}/pay")

    paid = sessions.retrieve(session.id)
    assert (paid.payment_status, paid.payment_intent) == ("paid", first)
    charges = client.v1.charges.list({"payment_intent": first}).data
    assert [charge.status for charge in charges] == ["succeeded", "failed"]
    assert client.v1.payment_intents.retrieve(first).last_payment_error is None


def test_paid_session_is_not_paid_again(standin, paid):
    with pytest.raises(Rejection, match="status of `complete`"):
        standin.control("POST", f"sessions/{paid.id}/pay")


def test_real_card_is_refused(standin, session):
    with pytest.raises(Rejection, match="Only test cards"):
        standin.control("POST", f"sessions/{session.id}/pay", card="4111111111111111")


def test_slow_payment_completes_unpaid_and_then_arrives(client, standin, sessions, session, kinds):
    standin.control("POST", f"sessions/{session.id}/complete_unpaid")
    waiting = sessions.retrieve(session.id)
    assert (waiting.status, waiting.payment_status) == ("complete", "unpaid")
    assert client.v1.payment_intents.retrieve(waiting.payment_intent).status == "processing"

    standin.control("POST", f"sessions/{session.id}/settle", succeeded=True)

    assert sessions.retrieve(session.id).payment_status == "paid"
    assert client.v1.payment_intents.retrieve(waiting.payment_intent).status == "succeeded"
    assert kinds()[-1] == "checkout.session.async_payment_succeeded"


def test_slow_payment_completes_unpaid_and_then_fails(client, standin, sessions, session, kinds):
    standin.control("POST", f"sessions/{session.id}/complete_unpaid")
    standin.control("POST", f"sessions/{session.id}/settle", succeeded=False)

    after = sessions.retrieve(session.id)
    assert (after.status, after.payment_status) == ("complete", "unpaid")
    assert client.v1.payment_intents.retrieve(after.payment_intent).status == "requires_payment_method"
    assert kinds()[-1] == "checkout.session.async_payment_failed"

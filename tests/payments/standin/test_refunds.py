"""Refunds over HTTP: pending, succeeded, failed, and never more than was paid."""

import time

import pytest
import stripe


@pytest.fixture
def refund(client, paid):
    """A function that refunds so much of the paid session."""

    def refund(amount=None, **params):
        wanted = (
            {"payment_intent": paid.payment_intent} | ({} if amount is None else {"amount": amount}) | params
        )
        return client.v1.refunds.create(wanted)

    return refund


@pytest.fixture
def charge(client, paid):
    def charge():
        expanded = {"expand": ["latest_charge"]}
        return client.v1.payment_intents.retrieve(paid.payment_intent, expanded).latest_charge

    return charge


def until(read, wanted):
    """Wait for `read()` to be `wanted`."""
    deadline = time.monotonic() + 5
    while read() != wanted and time.monotonic() < deadline:
        time.sleep(0.02)
    return read()


def test_refund_is_pending_then_succeeds_by_itself(client, refund, kinds):
    created = refund(500, metadata={"refund_id": "3"}, reason="requested_by_customer")

    assert (created.status, created.amount, created.currency) == ("pending", 500, "eur")
    assert (created.metadata.to_dict(), created.reason) == ({"refund_id": "3"}, "requested_by_customer")
    assert until(lambda: client.v1.refunds.retrieve(created.id).status, "succeeded") == "succeeded"
    assert kinds()[-4:] == ["refund.created", "charge.refunded", "refund.updated", "charge.refund.updated"]


def test_refund_lowers_charge_and_balance(client, refund, charge):
    made = refund(500)

    assert (charge().amount_refunded, charge().refunded) == (500, False)
    entry = client.v1.balance_transactions.retrieve(made.balance_transaction)
    assert (entry.amount, entry.fee, entry.type, entry.source) == (-500, 0, "refund", made.id)


def test_refund_gives_back_what_is_left_unless_told(refund, charge):
    assert refund(500).amount == 500
    assert refund().amount == 8000
    assert (charge().amount_refunded, charge().refunded) == (8500, True)


def test_refund_is_made_by_charge_too(client, charge):
    made = client.v1.refunds.create({"charge": charge().id, "amount": 100})

    assert (made.charge, made.payment_intent) == (charge().id, charge().payment_intent)


@pytest.mark.parametrize(
    ("before", "params", "code", "message"),
    [
        (None, {"amount": 8501}, "amount_too_large", r"EUR 85.01.*greater than unrefunded amount.*EUR 85.00"),
        (500, {"amount": 8001}, "amount_too_large", r"EUR 80.01.*greater than unrefunded amount.*EUR 80.00"),
        (8500, {"amount": 1}, "charge_already_refunded", "already been refunded"),
        (8500, {}, "charge_already_refunded", "already been refunded"),
        (None, {"amount": 0}, "parameter_invalid_integer", "greater than or equal to 1"),
        (None, {"amount": -5}, "parameter_invalid_integer", "greater than or equal to 1"),
        (None, {"reason": "bored"}, None, "Invalid reason"),
        (None, {"note": "x"}, "parameter_unknown", "unknown parameter: note"),
        (None, {"payment_intent": "pi_none"}, "resource_missing", "No such payment_intent"),
    ],
)
def test_refund_is_refused(client, refund, before, params, code, message):
    if before:
        refund(before)
    with pytest.raises(stripe.InvalidRequestError, match=message) as caught:
        refund(**params)
    assert (caught.value.http_status, caught.value.code) == (400, code)
    assert [made.amount for made in client.v1.refunds.list().data] == ([before] if before else [])


def test_refund_names_what_it_refunds(client):
    with pytest.raises(stripe.InvalidRequestError, match="payment_intent or charge") as caught:
        client.v1.refunds.create({"amount": 5})
    assert caught.value.code == "parameter_missing"


def test_unpaid_intent_has_nothing_to_refund(client, standin, sessions, session):
    standin.control("POST", f"sessions/{session.id}/pay", card="4000000000000002")

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        client.v1.refunds.create({"payment_intent": sessions.retrieve(session.id).payment_intent})


@pytest.mark.parametrize("settled", [False, True])
def test_failed_refund_puts_the_money_back(client, standin, refund, charge, kinds, settled):
    made = refund(500)
    if settled:
        standin.control("POST", f"refunds/{made.id}/succeed")
    standin.control("POST", f"refunds/{made.id}/fail", reason="expired_or_canceled_card")

    failed = client.v1.refunds.retrieve(made.id)
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert (charge().amount_refunded, charge().refunded) == (0, False)
    entry = client.v1.balance_transactions.retrieve(failed.failure_balance_transaction)
    assert (entry.amount, entry.type) == (500, "refund_failure")
    assert kinds()[-3:] == ["refund.updated", "charge.refund.updated", "refund.failed"]


def test_failed_refund_can_be_made_again(standin, refund):
    standin.control("POST", f"refunds/{refund().id}/fail")

    assert refund().amount == 8500


def test_disputed_charge_is_not_refunded(standin, refund, charge):
    standin.control("POST", f"charges/{charge().id}/dispute")

    with pytest.raises(stripe.InvalidRequestError, match="has been charged back") as caught:
        refund(100)
    assert caught.value.code == "charge_disputed"


def test_refunds_are_listed_by_intent(client, refund, paid):
    made = [refund(100).id, refund(200).id]

    listed = client.v1.refunds.list({"payment_intent": paid.payment_intent}).data
    assert [each.id for each in listed] == made[::-1]
    assert client.v1.refunds.list({"payment_intent": "pi_none"}).data == []

"""Disputes, balance transactions and payouts."""

import pytest

from payments.standin.errors import Rejection


@pytest.fixture
def charge_id(client, paid):
    return client.v1.payment_intents.retrieve(paid.payment_intent).latest_charge


def test_dispute_takes_the_money_and_a_fee(client, standin, charge_id, kinds):
    made = standin.control("POST", f"charges/{charge_id}/dispute", reason="product_not_received")

    dispute = client.v1.disputes.retrieve(made["id"])
    assert (dispute.status, dispute.reason, dispute.amount) == (
        "needs_response",
        "product_not_received",
        8500,
    )
    assert dispute.charge == charge_id
    assert [(entry.amount, entry.fee) for entry in dispute.balance_transactions] == [(-8500, 1500)]
    assert client.v1.charges.retrieve(charge_id).disputed is True
    assert [each.id for each in client.v1.disputes.list({"charge": charge_id}).data] == [dispute.id]
    assert kinds()[-2:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


@pytest.mark.parametrize(
    ("status", "amounts", "told"),
    [
        ("lost", [-8500], ["charge.dispute.closed"]),
        ("won", [-8500, 8500], ["charge.dispute.funds_reinstated", "charge.dispute.closed"]),
    ],
)
def test_dispute_closes_once(client, standin, charge_id, kinds, status, amounts, told):
    made = standin.control("POST", f"charges/{charge_id}/dispute")
    standin.control("POST", f"disputes/{made['id']}/close", status=status)

    dispute = client.v1.disputes.retrieve(made["id"])
    assert dispute.status == status
    assert [entry.amount for entry in dispute.balance_transactions] == amounts
    assert kinds()[-len(told) :] == told
    with pytest.raises(Rejection):
        standin.control("POST", f"disputes/{made['id']}/close", status="won")


def test_charge_is_disputed_once(standin, charge_id):
    standin.control("POST", f"charges/{charge_id}/dispute")

    with pytest.raises(Rejection):
        standin.control("POST", f"charges/{charge_id}/dispute")


def test_payout_pays_the_net_of_what_came_in(client, standin, paid, kinds):
    client.v1.refunds.create({"payment_intent": paid.payment_intent, "amount": 500})
    made = standin.control("POST", "payouts", currency="eur")

    payout = client.v1.payouts.retrieve(made["id"])
    assert (payout.amount, payout.currency, payout.status) == (8223 - 500, "eur", "paid")
    entries = client.v1.balance_transactions.list({"payout": payout.id}).data
    assert sorted((entry.type, entry.net) for entry in entries) == [
        ("charge", 8223),
        ("payout", -7723),
        ("refund", -500),
    ]
    assert {entry.status for entry in entries} == {"available"}
    assert [each.id for each in client.v1.payouts.list().data] == [payout.id]
    assert kinds()[-2:] == ["payout.created", "payout.paid"]


def test_nothing_is_paid_out_twice(standin, paid):
    standin.control("POST", "payouts", currency="eur")

    with pytest.raises(Rejection, match="nothing to pay out"):
        standin.control("POST", "payouts", currency="eur")

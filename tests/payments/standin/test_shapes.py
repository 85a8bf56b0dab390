"""Our objects against Stripe's published ones: every field, of the same type or null where it may be.

The published objects are in tests/payments/data/stripe-fixtures.json, from github.com/stripe/openapi
(openapi/fixtures3.json), licence MIT, © Stripe. What may be null is read off the library's annotations.
"""

import json
import typing
from pathlib import Path

import pytest
import stripe

from tests.payments.standin.orders import order

FIXTURES = Path(__file__).parents[1] / "data" / "stripe-fixtures.json"
PUBLISHED = json.loads(FIXTURES.read_text())["resources"]
CLASSES = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "balance_transaction": stripe.BalanceTransaction,
    "payout": stripe.Payout,
    "event": stripe.Event,
    "item": stripe.LineItem,
}
# In the published objects but no longer in the library, so nothing says whether they may be null.
LEGACY = {("payment_intent", "source"), ("charge", "source")}


@pytest.fixture(params=sorted(CLASSES))
def kind(request):
    return request.param


@pytest.fixture
def objects(standin, client, sessions):
    """Every object that a payment, a refund, its failure, a dispute and a payout leave behind, by kind."""
    made = [sessions.create(order(customer_email="ann@guests.example")).id for _ in range(3)]
    standin.control("POST", f"sessions/{made[0]}/pay", card="4000000000000002")
    sessions.expire(made[0])
    for session in made[1:]:
        standin.control("POST", f"sessions/{session}/pay", name="Ann")
    intents = [sessions.retrieve(session).payment_intent for session in made[1:]]
    refund = client.v1.refunds.create({"payment_intent": intents[0], "amount": 500})
    standin.control("POST", f"refunds/{refund.id}/fail")
    client.v1.refunds.create({"payment_intent": intents[0], "amount": 700})
    charge = client.v1.payment_intents.retrieve(intents[1]).latest_charge
    standin.control("POST", f"charges/{charge}/dispute")
    standin.control("POST", "payouts", currency="eur")
    items = sessions.line_items.list(made[0]).data
    services = client.v1
    lists = [
        services.checkout.sessions, services.payment_intents, services.charges, services.refunds,
        services.disputes, services.balance_transactions, services.payouts, services.events,
    ]  # fmt: skip
    found = [each.to_dict(for_json=True) for service in lists for each in service.list({"limit": 100}).data]
    return [*found, *(item.to_dict(for_json=True) for item in items)]


def may_be_null(annotation):
    return type(None) in typing.get_args(annotation)


def differences(ours, published, where):
    """Where a value of ours has another type than the published one, neither being null."""
    if ours is None or published is None:
        return []
    if type(ours) is not type(published):
        return [f"{where}: {type(ours).__name__}, published {type(published).__name__}"]
    if isinstance(ours, dict):
        return [
            line for name in ours for line in differences(ours[name], published.get(name), f"{where}.{name}")
        ]
    return []


def test_objects_have_every_published_field_with_its_type(objects, kind):
    published, annotations = PUBLISHED[kind], CLASSES[kind].__annotations__
    mine = [each for each in objects if each["object"] == kind]

    assert mine
    for each in mine:
        assert sorted(published.keys() - each.keys()) == []
        assert sorted(each.keys() - published.keys() - annotations.keys()) == []
        assert differences(each, published, kind) == []
        nulls = [name for name in each if each[name] is None and published.get(name) is not None]
        refused = [name for name in nulls if not may_be_null(annotations.get(name))]
        assert [name for name in refused if (kind, name) not in LEGACY] == []

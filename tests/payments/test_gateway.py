"""The gateway against the stand-in: states in our terms, and errors told apart by what to do next."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from payments import gateway
from payments.gateway.calls import LONGEST_OPEN
from tests.payments.standin.orders import Listener

KEY = "payment-7-1"


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def parameters(now):
    """A function that makes session parameters for Payment row 7."""

    def parameters(**changes):
        values = {
            "payment_id": 7,
            "key": KEY,
            "title": "Embassy SF",
            "description": "Three nights",
            "amount": Decimal("85.0000"),
            "currency": "EUR",
            "expires_at": now + timedelta(minutes=31),
            "now": now,
            "success_url": "https://site.example/thanks/",
            "cancel_url": "https://site.example/back/",
            "email": "ann@guests.example",
            "reference": "B-7",
            "language": "pt-br",
        }
        return gateway.session_parameters(**(values | changes))

    return parameters


@pytest.fixture
def paid(standin, parameters):
    session = gateway.create_session(parameters(), key=KEY)
    standin.control("POST", f"sessions/{session.id}/pay")
    return gateway.retrieve_session(session.id)


@pytest.fixture
def refund(paid):
    values = {"refund_id": 3, "key": "refund-3", "intent_id": paid.intent_id}
    wanted = gateway.refund_parameters(**values, amount=Decimal("5"), currency="EUR")
    return gateway.create_refund(wanted, key="refund-3")


def test_session_parameters_are_json_and_complete(parameters, now):
    made = parameters()

    assert json.loads(json.dumps(made)) == made
    assert made == {
        "mode": "payment",
        "payment_method_types": ["card"],
        "line_items": [
            {
                "price_data": {
                    "currency": "eur",
                    "unit_amount": 8500,
                    "product_data": {"name": "Embassy SF", "description": "Three nights"},
                },
                "quantity": 1,
            }
        ],
        "metadata": {"payment_id": "7", "key": KEY},
        "payment_intent_data": {"metadata": {"payment_id": "7", "key": KEY}},
        "expires_at": int((now + timedelta(minutes=31)).timestamp()),
        "success_url": "https://site.example/thanks/",
        "cancel_url": "https://site.example/back/",
        "locale": "pt-BR",
        "customer_email": "ann@guests.example",
        "client_reference_id": "B-7",
    }


def test_empty_parameters_are_left_out(parameters):
    made = parameters(email="", reference="", description="", language="tlh")

    assert made.keys().isdisjoint({"customer_email", "client_reference_id"})
    assert made["line_items"][0]["price_data"]["product_data"] == {"name": "Embassy SF"}
    assert made["locale"] == "auto"


def test_session_never_asks_for_longer_than_stripe_allows(standin, parameters, now):
    made = parameters(expires_at=now + timedelta(days=3))

    assert made["expires_at"] == int((now + LONGEST_OPEN).timestamp())
    assert gateway.create_session(made, key=KEY).status == "open"


@pytest.mark.parametrize(("amount", "currency"), [("0.49", "EUR"), ("500.50", "JPY"), ("1000000", "EUR")])
def test_what_no_card_can_pay_is_said_before_any_call(parameters, amount, currency):
    with pytest.raises(gateway.NotChargeable):
        parameters(amount=Decimal(amount), currency=currency)


def test_open_session_in_our_terms(standin, parameters, now):
    session = gateway.create_session(parameters(), key=KEY)

    assert session == gateway.SessionState(
        id=session.id,
        status="open",
        payment_status="unpaid",
        url=f"{standin.base}/c/pay/{session.id}",
        amount=Decimal("85.00"),
        currency="EUR",
        intent_id="",
        row_id=7,
        row_key=KEY,
        created_at=session.created_at,
        expires_at=(now + timedelta(minutes=31)).replace(microsecond=0),
        live=False,
    )
    assert not session.is_paid
    assert gateway.retrieve_session(session.id) == session
    assert gateway.create_session(parameters(), key=KEY) == session


def test_paid_session_names_its_intent(paid):
    assert (paid.status, paid.payment_status, paid.url, paid.is_paid) == ("complete", "paid", "", True)
    intent = gateway.retrieve_intent(paid.intent_id)
    assert (intent.status, intent.amount, intent.received) == ("succeeded", Decimal("85"), Decimal("85"))
    assert (intent.refunded, intent.disputed, intent.failure) == (Decimal(0), False, "")
    assert (intent.row_id, intent.row_key, intent.live) == (7, KEY, False)


def test_declined_intent_says_why(standin, parameters):
    session = gateway.create_session(parameters(), key=KEY)
    standin.control("POST", f"sessions/{session.id}/pay", card="4000000000000002")

    intent = gateway.retrieve_intent(gateway.retrieve_session(session.id).intent_id)
    assert (intent.status, intent.received) == ("requires_payment_method", Decimal(0))
    assert intent.failure == "Your card was declined."


def test_whole_currency_keeps_its_amount(standin, parameters):
    session = gateway.create_session(parameters(amount=Decimal("5000"), currency="JPY"), key=KEY)

    assert (session.amount, session.currency) == (Decimal("5000"), "JPY")


def test_expired_session_is_over(standin, parameters):
    session = gateway.create_session(parameters(), key=KEY)

    assert gateway.expire_session(session.id).status == "expired"
    assert gateway.expire_session(session.id).status == "expired"


def test_expiring_a_paid_session_tells_that_it_is_paid(paid):
    assert gateway.expire_session(paid.id).is_paid


def test_expiring_an_unknown_session_says_so(standin):
    with pytest.raises(gateway.NotFound):
        gateway.expire_session("cs_test_none")


def test_refund_in_our_terms(paid, refund):
    assert refund == gateway.RefundState(
        id=refund.id,
        status="pending",
        amount=Decimal("5.00"),
        currency="EUR",
        intent_id=paid.intent_id,
        charge_id=gateway.retrieve_intent(paid.intent_id).charge_id,
        failure="",
        row_id=3,
        row_key="refund-3",
        created_at=refund.created_at,
    )
    assert gateway.retrieve_intent(paid.intent_id).refunded == Decimal("5.00")


def test_failed_refund_says_why(standin, paid, refund):
    standin.control("POST", f"refunds/{refund.id}/fail", reason="insufficient_funds")

    after = gateway.retrieve_refund(refund.id)
    assert (after.status, after.failure) == ("failed", "insufficient_funds")
    assert gateway.retrieve_intent(paid.intent_id).refunded == Decimal(0)


def test_dispute_in_our_terms(standin, paid):
    charge_id = gateway.retrieve_intent(paid.intent_id).charge_id
    made = standin.control("POST", f"charges/{charge_id}/dispute", reason="fraudulent")

    dispute = gateway.retrieve_dispute(made["id"])
    assert (dispute.status, dispute.reason) == ("needs_response", "fraudulent")
    assert (dispute.amount, dispute.currency) == (Decimal("85.00"), "EUR")
    assert (dispute.intent_id, dispute.charge_id) == (paid.intent_id, charge_id)
    assert gateway.retrieve_intent(paid.intent_id).disputed
    assert list(gateway.disputes_since(dispute.created_at)) == [dispute]


def test_session_is_found_by_our_row(standin, parameters, now):
    for row in range(1, 4):
        gateway.create_session(parameters(payment_id=row, key=f"payment-{row}"), key=f"payment-{row}")

    found = gateway.find_session_by_row(2, key="payment-2", since=now)
    assert (found.row_id, found.row_key) == (2, "payment-2")
    assert gateway.find_session_by_row(2, key="payment-3", since=now) is None
    assert gateway.find_session_by_row(9, key="payment-9", since=now) is None
    assert gateway.find_session_by_row(2, key="payment-2", since=now + timedelta(hours=1)) is None


def test_refund_is_found_by_our_row(paid, refund):
    assert gateway.find_refund_by_row(3, key="refund-3", intent_id=paid.intent_id).id == refund.id
    assert gateway.find_refund_by_row(3, key="refund-4", intent_id=paid.intent_id) is None


def test_lists_go_on_past_the_first_page(standin, parameters, now, monkeypatch):
    monkeypatch.setattr("payments.gateway.client.PAGE", 2)
    made = [gateway.create_session(parameters(key=f"k{n}"), key=f"k{n}").id for n in range(5)]

    assert [each.id for each in gateway.sessions_since(now - timedelta(minutes=1))] == made[::-1]


def test_everything_since_is_listed(paid, refund, now):
    since = now - timedelta(minutes=1)

    assert [each.id for each in gateway.intents_since(since)] == [paid.intent_id]
    assert next(gateway.intents_since(since)).refunded == Decimal("5.00")
    assert [each.id for each in gateway.refunds_since(since)] == [refund.id]
    assert [each.kind for each in gateway.events_since(since)][-1] == "payment_intent.created"
    assert json.dumps([each.payload for each in gateway.events_since(since)])
    assert list(gateway.events_since(now + timedelta(hours=1))) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "drop"},
        {"kind": "drop", "effect": True},
        {"kind": "status", "status": 409},
        {"kind": "status", "status": 429},
    ],
)
def test_lost_or_refused_for_now_is_tried_again_with_the_same_key(standin, parameters, now, fault):
    standin.faults.add(**fault, method="POST")
    with pytest.raises(gateway.TryAgain):
        gateway.create_session(parameters(), key=KEY)

    session = gateway.create_session(parameters(), key=KEY)
    assert list(gateway.sessions_since(now - timedelta(minutes=1))) == [session]


def test_nobody_there_is_tried_again(standin, settings, parameters):
    settings.STRIPE_API_BASE = "http://127.0.0.1:1"

    with pytest.raises(gateway.TryAgain):
        gateway.create_session(parameters(), key=KEY)


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("effect", [False, True])
def test_failure_half_way_is_unclear_until_looked_up(standin, parameters, now, status, effect):
    standin.faults.add(kind="status", status=status, effect=effect, method="POST")
    for _ in range(2):
        with pytest.raises(gateway.Unclear):
            gateway.create_session(parameters(), key=KEY)

    found = gateway.find_session_by_row(7, key=KEY, since=now)
    assert (found is not None) == effect


def test_answer_that_is_none_of_stripes_is_unclear(settings, parameters):
    somebody = Listener()
    settings.STRIPE_API_BASE = somebody.url
    try:
        with pytest.raises(gateway.Unclear):
            gateway.create_session(parameters(), key=KEY)
    finally:
        somebody.stop()


def test_refusal_has_stripes_code_and_words(paid):
    wanted = gateway.refund_parameters(
        refund_id=3, key="refund-3", intent_id=paid.intent_id, amount=Decimal("85.01"), currency="EUR"
    )
    with pytest.raises(gateway.Refused, match="greater than unrefunded amount") as caught:
        gateway.create_refund(wanted, key="refund-3")
    assert caught.value.code == "amount_too_large"


def test_key_used_for_something_else_is_a_refusal(standin, parameters):
    gateway.create_session(parameters(), key=KEY)

    with pytest.raises(gateway.Refused) as caught:
        gateway.create_session(parameters(title="Another"), key=KEY)
    assert caught.value.code == "idempotency_error"


def test_wrong_key_is_for_us_to_put_right_and_asked_again(standin, settings, parameters):
    settings.STRIPE_SECRET_KEY = "sk_test_other"

    with pytest.raises(gateway.TryAgain, match="Invalid API Key"):
        gateway.create_session(parameters(), key=KEY)


def test_unknown_object_is_not_found(standin):
    for ask in (
        gateway.retrieve_session,
        gateway.retrieve_intent,
        gateway.retrieve_refund,
        gateway.retrieve_dispute,
    ):
        with pytest.raises(gateway.NotFound):
            ask("none")


def test_library_makes_no_retries_of_its_own(standin, parameters):
    standin.faults.add(kind="status", status=503, times=5)
    with pytest.raises(gateway.Unclear):
        gateway.create_session(parameters(), key=KEY)

    assert [call["key"] for call in standin.control("GET", "calls")] == [KEY]


@pytest.mark.parametrize(("key", "live"), [("sk_test_x", False), ("sk_live_x", True), ("rk_live_x", True)])
def test_live_key_is_known(settings, key, live):
    settings.STRIPE_SECRET_KEY = key

    assert gateway.is_live() is live

"""Checkout Sessions over HTTP with the real library: what they hold and what is refused."""

import time

import pytest
import stripe

from tests.payments.standin.orders import order, price

SECOND, MINUTE = 1, 60
NEVER_ASKED = object()


def refusal(call, *values):
    """The error Stripe's library raises, as (status, code, param)."""
    with pytest.raises(stripe.InvalidRequestError) as caught:
        call(*values)
    return caught.value.http_status, caught.value.code, caught.value.param


def test_new_session_is_open_and_unpaid(sessions, standin):
    expires_at = int(time.time()) + 40 * MINUTE
    created = sessions.create(
        order(expires_at=expires_at, client_reference_id="B-7", customer_email="ann@guests.example")
    )

    assert created.id.startswith("cs_test_")
    assert created.url == f"{standin.base}/c/pay/{created.id}"
    assert (created.status, created.payment_status, created.payment_intent) == ("open", "unpaid", None)
    assert (created.amount_total, created.amount_subtotal, created.currency) == (8500, 8500, "eur")
    assert (created.expires_at, created.livemode, created.mode) == (expires_at, False, "payment")
    assert created.metadata.to_dict() == {"payment_id": "7"}
    assert (created.client_reference_id, created.customer_email) == ("B-7", "ann@guests.example")
    assert created.customer_details.email == "ann@guests.example"
    assert sessions.retrieve(created.id).to_dict() == created.to_dict()


def test_session_is_open_for_a_day_unless_told(sessions):
    created = sessions.create(order(expires_at=None))

    assert created.expires_at - created.created == 24 * 60 * MINUTE


def test_total_is_the_sum_of_the_lines(sessions):
    two = price(1250, name="Breakfast") | {"quantity": 2}
    created = sessions.create(order(line_items=[price(), two], expand=["line_items"]))

    assert created.amount_total == 11000
    assert [(line.description, line.quantity, line.amount_total) for line in created.line_items.data] == [
        ("Three nights", 1, 8500),
        ("Breakfast", 2, 2500),
    ]
    listed = sessions.line_items.list(created.id).data
    assert [line.amount_total for line in listed] == [8500, 2500]


def test_amount_is_whole_in_a_currency_without_minor_units(sessions):
    created = sessions.create(order(line_items=[price(5000, "jpy")]))

    assert (created.amount_total, created.currency) == (5000, "jpy")


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"payment_intent_data": {"colour": "red"}}, "parameter_unknown", "payment_intent_data[colour]"),
        ({"line_items": [price(taste="sour")]}, "parameter_unknown",
         "line_items[0][price_data][product_data][taste]"),
        ({"mode": None}, "parameter_missing", "mode"),
        ({"mode": "subscription"}, None, "mode"),
        ({"line_items": None}, "parameter_missing", "line_items"),
        ({"success_url": None}, "parameter_missing", "success_url"),
        ({"line_items": [{"quantity": 1}]}, "parameter_missing", "line_items[0][price_data]"),
        ({"line_items": [{"price_data": price()["price_data"]}]}, "parameter_missing",
         "line_items[0][quantity]"),
        ({"line_items": [price() | {"quantity": 0}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items": [price(name="")]}, "parameter_invalid_empty",
         "line_items[0][price_data][product_data][name]"),
        ({"line_items": [price("8.50")]}, "parameter_invalid_integer",
         "line_items[0][price_data][unit_amount]"),
        ({"line_items": [price(-100)]}, "parameter_invalid_integer",
         "line_items[0][price_data][unit_amount]"),
        ({"line_items": [price(currency="euro")]}, None, "line_items[0][price_data][currency]"),
        ({"line_items": [price(), price(currency="usd")]}, None, "line_items"),
        ({"line_items": "beds"}, None, "line_items"),
        ({"payment_method_types": ["cheque"]}, None, "payment_method_types[0]"),
        ({"success_url": "thanks"}, "url_invalid", "success_url"),
        ({"cancel_url": "javascript:alert(1)"}, "url_invalid", "cancel_url"),
        ({"customer_email": "ann"}, "email_invalid", "customer_email"),
        ({"client_reference_id": "B" * 201}, "parameter_invalid_string", "client_reference_id"),
        ({"metadata": {"k" * 41: "v"}}, None, f"metadata[{'k' * 41}]"),
        ({"metadata": {"k": "v" * 501}}, None, "metadata[k]"),
        ({"metadata": {f"k{n}": "v" for n in range(51)}}, None, "metadata"),
        ({"line_items": [price(49)]}, "amount_too_small", None),
        ({"line_items": [price(29, "gbp")]}, "amount_too_small", None),
        ({"line_items": [price(49, "jpy")]}, "amount_too_small", None),
        ({"line_items": [price(100_000_000)]}, "amount_too_large", None),
        ({"line_items": [price(550, "isk")]}, "parameter_invalid_integer",
         "line_items[0][price_data][unit_amount]"),
        ({"line_items": [price(5125, "kwd")]}, "parameter_invalid_integer",
         "line_items[0][price_data][unit_amount]"),
        ({"expand": ["customer_email"]}, None, "expand"),
        ({"expand": ["id"]}, None, "expand"),
        ({"expand": ["a.b.c.d.e"]}, None, None),
    ],
)  # fmt: skip
def test_session_is_refused(sessions, changes, code, param):
    assert refusal(sessions.create, order(**changes)) == (400, code, param)
    assert sessions.list().data == []


@pytest.mark.parametrize("ahead", [-MINUTE, 0, 30 * MINUTE - 2 * SECOND, 24 * 60 * MINUTE, 48 * 60 * MINUTE])
def test_session_must_end_between_thirty_minutes_and_a_day_ahead(sessions, ahead):
    wrong = order(expires_at=int(time.time()) + ahead + SECOND * (ahead > 0))

    assert refusal(sessions.create, wrong) == (400, None, "expires_at")


@pytest.mark.parametrize("ahead", [30 * MINUTE + 2 * SECOND, 24 * 60 * MINUTE - 2 * SECOND])
def test_session_may_end_at_either_limit(sessions, ahead):
    created = sessions.create(order(expires_at=int(time.time()) + ahead))

    assert created.status == "open"


def test_unknown_session_is_not_found(sessions):
    assert refusal(sessions.retrieve, "cs_test_none") == (404, "resource_missing", "id")
    assert refusal(sessions.expire, "cs_test_none") == (404, "resource_missing", "session")


def test_expired_session_has_no_page(sessions, session, kinds):
    expired = sessions.expire(session.id)

    assert (expired.status, expired.payment_status, expired.url) == ("expired", "unpaid", None)
    assert kinds() == ["checkout.session.expired"]


def test_only_an_open_session_expires(sessions, session, paid):
    with pytest.raises(stripe.InvalidRequestError, match="has a status of `complete`"):
        sessions.expire(paid.id)
    assert sessions.retrieve(paid.id).status == "complete"


def test_session_runs_out_by_the_clock(standin, sessions, session, kinds):
    standin.control("POST", "clock", offset=32 * MINUTE)

    assert sessions.retrieve(session.id).status == "expired"
    assert kinds() == ["checkout.session.expired"]


def test_session_ended_on_demand_says_when(standin, sessions, session):
    standin.control("POST", f"sessions/{session.id}/expire")

    ended = sessions.retrieve(session.id)
    assert ended.status == "expired"
    assert ended.expires_at <= int(time.time())


def test_unpaid_intent_ends_with_its_session(standin, client, sessions, session, kinds):
    standin.control("POST", f"sessions/{session.id}/pay", card="4000000000000002")
    sessions.expire(session.id)

    intent = client.v1.payment_intents.retrieve(sessions.retrieve(session.id).payment_intent)
    assert intent.status == "canceled"
    assert kinds()[-2:] == ["payment_intent.canceled", "checkout.session.expired"]


def test_sessions_are_listed_newest_first_and_by_status(sessions):
    made = [sessions.create(order()).id for _ in range(3)]
    sessions.expire(made[0])

    assert [each.id for each in sessions.list().data] == made[::-1]
    assert [each.id for each in sessions.list({"status": "expired"}).data] == [made[0]]


def test_sessions_are_found_by_intent(sessions, paid):
    sessions.create(order())

    found = sessions.list({"payment_intent": paid.payment_intent}).data
    assert [each.id for each in found] == [paid.id]

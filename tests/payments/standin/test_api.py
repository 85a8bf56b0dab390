"""Keys and addresses: who may ask, what is asked twice, and what goes wrong on demand."""

import threading
import time

import pytest
import requests
import stripe

from tests.payments.standin.orders import order, price


def client_with(standin, key):
    return stripe.StripeClient(key, base_addresses={"api": standin.base}, max_network_retries=0)


@pytest.mark.parametrize("key", ["sk_test_other", "sk_live_standin", "pk_test_standin"])
def test_wrong_api_key_is_refused(standin, key):
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key") as caught:
        client_with(standin, key).v1.checkout.sessions.list()
    assert caught.value.http_status == 401


def test_missing_api_key_is_refused(standin):
    answer = requests.get(f"{standin.base}/v1/events", timeout=5)

    assert (answer.status_code, answer.json()["error"]["type"]) == (401, "invalid_request_error")
    assert "did not provide an API key" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/teapots"), ("POST", "/v1/events"), ("DELETE", "/v1/refunds")]
)
def test_unknown_address_is_refused(standin, method, path):
    headers = {"Authorization": f"Bearer {standin.secret_key}"}
    answer = requests.request(method, standin.base + path, headers=headers, timeout=5)

    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == f"Unrecognized request URL ({method}: {path})."


def test_same_key_and_parameters_give_the_same_answer(standin, sessions):
    wanted = order()
    first = sessions.create(wanted, {"idempotency_key": "row-1"})
    again = sessions.create(wanted, {"idempotency_key": "row-1"})

    assert again.to_dict() == first.to_dict()
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert len(sessions.list().data) == 1


def test_key_with_other_parameters_is_refused(sessions):
    sessions.create(order(), {"idempotency_key": "row-1"})

    with pytest.raises(stripe.IdempotencyError, match="with the same parameters") as caught:
        sessions.create(order(line_items=[price(9000)]), {"idempotency_key": "row-1"})
    assert caught.value.http_status == 400
    assert len(sessions.list().data) == 1


def test_key_at_another_address_is_refused(client, sessions, paid):
    sessions.create(order(), {"idempotency_key": "row-1"})

    with pytest.raises(stripe.IdempotencyError, match="for the same endpoint"):
        client.v1.refunds.create({"payment_intent": paid.payment_intent}, {"idempotency_key": "row-1"})


def test_key_longer_than_255_is_refused(sessions):
    with pytest.raises(stripe.IdempotencyError, match="255"):
        sessions.create(order(), {"idempotency_key": "k" * 256})


def test_refusal_of_the_work_is_stored(client, paid):
    wanted = {"payment_intent": paid.payment_intent, "amount": 9000}
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded") as caught:
            client.v1.refunds.create(wanted, {"idempotency_key": "refund-1"})
    assert caught.value.headers["Idempotent-Replayed"] == "true"


def test_refusal_of_parameters_is_not_stored(sessions):
    with pytest.raises(stripe.InvalidRequestError):
        sessions.create(order(colour="red"), {"idempotency_key": "row-1"})

    assert sessions.create(order(), {"idempotency_key": "row-1"}).status == "open"


def test_key_is_forgotten_after_a_day(standin, sessions):
    wanted = order(expires_at=None)
    first = sessions.create(wanted, {"idempotency_key": "row-1"})
    standin.control("POST", "clock", offset=24 * 3600 + 1)

    assert sessions.create(wanted, {"idempotency_key": "row-1"}).id != first.id


def test_same_key_at_once_is_a_conflict(standin, sessions):
    standin.faults.add(kind="delay", seconds=0.5, match="/v1/checkout/sessions", method="POST")
    wanted, made = order(), []
    slow = threading.Thread(target=lambda: made.append(sessions.create(wanted, {"idempotency_key": "row-1"})))
    slow.start()
    time.sleep(0.2)

    with pytest.raises(stripe.APIError) as caught:
        sessions.create(wanted, {"idempotency_key": "row-1"})
    slow.join()

    assert (caught.value.http_status, caught.value.error.code) == (409, "idempotency_key_in_use")
    assert sessions.create(wanted, {"idempotency_key": "row-1"}).id == made[0].id


@pytest.mark.parametrize(("effect", "sessions_made"), [(False, 0), (True, 1)])
def test_server_error_is_stored_under_its_key(standin, sessions, effect, sessions_made):
    standin.faults.add(kind="status", status=500, effect=effect, match="/v1/checkout/sessions")
    wanted = order()
    for _ in range(2):
        with pytest.raises(stripe.APIError) as caught:
            sessions.create(wanted, {"idempotency_key": "row-1"})
    assert caught.value.http_status == 500
    assert caught.value.headers["Idempotent-Replayed"] == "true"

    assert len(sessions.list().data) == sessions_made


@pytest.mark.parametrize(("status", "kind"), [(429, stripe.RateLimitError), (409, stripe.APIError)])
def test_conflict_and_rate_limit_store_nothing(standin, sessions, status, kind):
    standin.faults.add(kind="status", status=status)
    wanted = order()
    with pytest.raises(kind) as caught:
        sessions.create(wanted, {"idempotency_key": "row-1"})

    assert caught.value.http_status == status
    assert sessions.create(wanted, {"idempotency_key": "row-1"}).status == "open"


@pytest.mark.parametrize(("effect", "sessions_made"), [(False, 0), (True, 1)])
def test_dropped_connection_is_retried_with_the_same_key(standin, sessions, effect, sessions_made):
    standin.faults.add(kind="drop", effect=effect, method="POST")
    wanted = order()
    with pytest.raises(stripe.APIConnectionError):
        sessions.create(wanted, {"idempotency_key": "row-1"})
    assert len(sessions.list().data) == sessions_made

    created = sessions.create(wanted, {"idempotency_key": "row-1"})
    assert [each.id for each in sessions.list().data] == [created.id]


def test_fault_strikes_only_where_and_as_often_as_told(standin, client, sessions):
    standin.faults.add(kind="status", status=503, match="/v1/refunds*", times=2)

    assert sessions.list().data == []
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.refunds.list()
    assert client.v1.refunds.list().data == []


def test_calls_are_remembered(standin, sessions):
    standin.faults.add(kind="drop", method="POST")
    with pytest.raises(stripe.APIConnectionError):
        sessions.create(order(), {"idempotency_key": "row-1"})
    sessions.list()

    assert standin.control("GET", "calls") == [
        {"method": "POST", "path": "/v1/checkout/sessions", "key": "row-1", "status": 0},
        {"method": "GET", "path": "/v1/checkout/sessions", "key": "", "status": 200},
    ]

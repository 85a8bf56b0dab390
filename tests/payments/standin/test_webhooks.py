"""Events and their webhooks: signed, tried again, and lost, doubled, held or reversed on demand."""

import json
import time

import pytest
import stripe

from payments.standin.webhooks import wait_after
from tests.payments.standin.orders import order

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


def pay(standin, session):
    standin.control("POST", f"sessions/{session.id}/pay")
    return standin.wait_for_webhooks()


def test_events_arrive_signed_and_in_order(client, standin, session, listener):
    assert pay(standin, session)

    assert listener.kinds == PAID
    for body, header in listener.received:
        event = stripe.Webhook.construct_event(body, header, standin.webhook_secret)
        assert client.v1.events.retrieve(event.id).type == event.type
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body, header, "whsec_other")


def test_event_shows_the_object_as_it_was(client, standin, paid):
    client.v1.refunds.create({"payment_intent": paid.payment_intent, "amount": 100})
    client.v1.refunds.create({"payment_intent": paid.payment_intent, "amount": 200})

    first, second = client.v1.events.list({"type": "charge.refunded"}).data[::-1]
    assert (first.data.object.amount_refunded, second.data.object.amount_refunded) == (100, 300)


def test_event_names_the_request_that_caused_it(client, standin, sessions, session):
    sessions.expire(session.id, options={"idempotency_key": "end-7"})
    caused = client.v1.events.list().data[0]
    assert (caused.request.idempotency_key, caused.request.id[:4]) == ("end-7", "req_")

    standin.control("POST", f"sessions/{sessions.create(order()).id}/expire")
    by_itself = client.v1.events.list().data[0]
    assert by_itself.request.to_dict() == {"id": None, "idempotency_key": None}


def test_updated_event_says_what_changed(client, standin, paid):
    refund = client.v1.refunds.create({"payment_intent": paid.payment_intent})
    standin.control("POST", f"refunds/{refund.id}/succeed")

    event = client.v1.events.list({"type": "refund.updated"}).data[0]
    assert event.data.previous_attributes.to_dict() == {"status": "pending"}


def test_events_are_listed_by_kind(client, paid):
    def kinds(**params):
        return [event.type for event in client.v1.events.list(params).data][::-1]

    assert kinds() == PAID
    assert kinds(type="charge.succeeded") == ["charge.succeeded"]
    assert kinds(type="payment_intent.*") == ["payment_intent.created", "payment_intent.succeeded"]
    assert kinds(types=["charge.succeeded", "payment_intent.created"]) == PAID[:2]


def test_refused_webhook_is_tried_again(client, standin, session, listener):
    listener.answers = [500, 302, 404]
    assert pay(standin, session)

    assert sorted(listener.kinds) == sorted([*PAID, *PAID[:3]])
    attempts = [delivery["attempts"] for delivery in standin.control("GET", "webhooks")]
    assert attempts == [2, 2, 2, 1]
    assert {event.pending_webhooks for event in client.v1.events.list().data} == {0}


@pytest.mark.parametrize(
    ("attempts", "wait"), [(1, 1.0), (2, 2.0), (3, 4.0), (9, 256.0), (10, 300.0), (16, 300.0)]
)
def test_each_try_waits_twice_as_long(attempts, wait):
    assert wait_after(attempts, first=1.0) == wait


def test_dropped_event_is_known_but_never_sent(client, standin, session, listener):
    standin.faults.add(kind="webhook_drop", match="checkout.session.completed")
    assert pay(standin, session)

    assert listener.kinds == PAID[:3]
    assert client.v1.events.list({"type": "checkout.session.completed"}).data[0].pending_webhooks == 0


def test_duplicated_event_arrives_twice(standin, session, listener):
    standin.faults.add(kind="webhook_duplicate", match="checkout.*")
    assert pay(standin, session)

    assert listener.kinds == [*PAID, PAID[-1]]
    first, second = (json.loads(body) for body, _ in listener.received[-2:])
    assert first["id"] == second["id"]


def test_events_are_sent_in_reverse(standin, session, listener):
    standin.faults.add(kind="webhook_reverse", times=4)
    assert pay(standin, session)

    assert listener.kinds == PAID[::-1]


def test_reversal_that_lacks_events_is_released(standin, session, listener):
    standin.faults.add(kind="webhook_reverse", times=9)
    assert pay(standin, session)
    standin.control("DELETE", "faults")

    assert standin.control("POST", "webhooks/release", backwards=True) == {"released": 4}
    assert standin.wait_for_webhooks()
    assert listener.kinds == PAID[::-1]


@pytest.mark.parametrize(("backwards", "expected"), [(False, PAID), (True, PAID[::-1])])
def test_held_events_wait_for_release(standin, session, listener, backwards, expected):
    standin.faults.add(kind="webhook_hold", times=0)
    assert pay(standin, session)
    assert listener.kinds == []

    assert standin.control("POST", "webhooks/release", backwards=backwards) == {"released": 4}
    assert standin.wait_for_webhooks()
    assert listener.kinds == expected


def test_unreachable_listener_does_not_stop_the_others(standin, session, listener):
    url = listener.url
    standin.send_events_to("http://127.0.0.1:1/nobody/")
    standin.control("POST", f"sessions/{session.id}/pay")
    time.sleep(0.1)
    standin.send_events_to(url)

    assert standin.wait_for_webhooks()
    assert sorted(listener.kinds) == sorted(PAID)

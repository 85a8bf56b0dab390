"""Stripe's events over HTTP: twice, backwards, too early, lost, forged."""

import json
import threading
import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from payments import queries, webhooks
from payments.gateway import client as api
from payments.models import Dispute, EventState, MoneyState, Refund, StripeEvent
from payments.standin.webhooks import sign
from tests.factories.payments import BillFactory
from tests.payments.opening import opened, paid, pay

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/payments/stripe/webhook/"


@pytest.fixture
def stripe(standin, live_server, told):
    """The stand-in, which sends its events to the site."""
    standin.send_events_to(live_server.url + URL)
    return standin


def worked(stripe, *, now=None) -> int:
    """Wait for what Stripe sends, then let the worker at it."""
    assert stripe.wait_for_webhooks()
    return webhooks.process_due(now or timezone.now())


def states_of(kind):
    return list(StripeEvent.objects.filter(kind=kind).values_list("state", flat=True))


def events(standin, kind) -> list[dict]:
    with standin.account.transaction():
        return standin.account.store.find("event", type=kind)


def post(client, event, *, secret="whsec_standin", at=None):
    body = event if isinstance(event, str) else json.dumps(event)
    signature = sign(body, secret, at or int(time.time()))
    headers = {"Stripe-Signature": signature}
    return client.post(URL, data=body, content_type="application/json", headers=headers)


def test_address_is_the_one_given_to_stripe() -> None:
    assert reverse("payments:webhook") == URL


def test_paid_session_becomes_a_payment_and_is_told_once(stripe, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    session = pay(stripe, payment)

    worked(stripe)

    payment.refresh_from_db()
    assert (payment.state, payment.intent_id) == (MoneyState.SUCCEEDED, session["payment_intent"])
    assert payment.settled_at is not None
    assert payment.applied_at is not None
    assert queries.owed(bill) == 0
    assert told.calls == [(bill.reference, Decimal(0), None)]
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {EventState.DONE}


def test_event_sent_twice_is_stored_and_told_once(stripe, told) -> None:
    payment = opened(BillFactory())
    stripe.faults.add(kind="webhook_duplicate", times=0)
    pay(stripe, payment)

    worked(stripe)
    webhooks.process_due(timezone.now())

    assert len(stripe.control("GET", "webhooks")) == 2 * StripeEvent.objects.count()
    assert len(told.calls) == 1


def test_events_out_of_order_end_the_same(stripe, told) -> None:
    payment = opened(BillFactory())
    stripe.faults.add(kind="webhook_hold", times=0)
    pay(stripe, payment)
    stripe.control("POST", "webhooks/release", backwards=True)

    worked(stripe)

    payment.refresh_from_db()
    assert payment.state == MoneyState.SUCCEEDED
    assert len(told.calls) == 1


def test_event_before_our_own_commit_finds_its_row(stripe, told) -> None:
    """The process that opened the page died before it could note which session it got."""
    payment = opened(BillFactory())
    session_id, payment.session_id, payment.url = payment.session_id, None, ""
    payment.save()
    stripe.control("POST", f"sessions/{session_id}/pay")

    worked(stripe)

    payment.refresh_from_db()
    assert (payment.state, payment.session_id) == (MoneyState.SUCCEEDED, session_id)
    assert len(told.calls) == 1


def test_body_is_not_believed(standin, told, client) -> None:
    """A signed event of another session's payment, made to speak of ours: Stripe itself says it is open."""
    payment = opened(BillFactory())
    pay(standin, opened(BillFactory()))
    [event] = events(standin, "checkout.session.completed")
    event["data"]["object"] |= {"id": payment.session_id, "metadata": payment.parameters["metadata"]}

    answer = post(client, event)
    webhooks.process_due(timezone.now())

    payment.refresh_from_db()
    assert answer.status_code == 200
    assert payment.state == MoneyState.CREATED
    assert told.calls == []


@pytest.mark.parametrize(("secret", "age"), [("whsec_other", 0), ("", 0), ("whsec_standin", 301)])
def test_bad_signature_is_refused_and_nothing_stored(standin, client, secret, age) -> None:
    pay(standin, opened(BillFactory()))
    [event] = events(standin, "checkout.session.completed")

    answer = post(client, event, secret=secret, at=int(time.time()) - age)

    assert (answer.status_code, StripeEvent.objects.count()) == (400, 0)


@pytest.mark.parametrize("body", ["", "nonsense", "[1, 2"])
def test_unreadable_body_is_refused(standin, client, body) -> None:
    assert post(client, body).status_code == 400
    assert client.post(URL, data=body, content_type="application/json").status_code == 400


def test_webhook_takes_only_posts(client) -> None:
    assert client.get(URL).status_code == 405


def test_two_secrets_fit_while_one_replaces_the_other(standin, client, settings) -> None:
    settings.STRIPE_WEBHOOK_SECRET = "whsec_new, whsec_standin"
    pay(standin, opened(BillFactory()))
    [event] = events(standin, "checkout.session.completed")

    answers = [post(client, event, secret=secret).status_code for secret in ("whsec_standin", "whsec_new")]

    assert answers == [200, 200]


def test_event_of_nothing_we_know_is_kept_tried_and_given_up_after_three_days(standin, client) -> None:
    payment = opened(BillFactory())
    pay(standin, payment)
    [event] = events(standin, "checkout.session.completed")
    payment.delete()
    now = timezone.now()
    post(client, event)

    webhooks.process_due(now + timedelta(seconds=1))
    stored = StripeEvent.objects.get()
    assert (stored.state, stored.attempts, stored.next_at > now) == (EventState.UNMATCHED, 1, True)
    assert webhooks.process_due(now + timedelta(seconds=2)) == 0
    webhooks.process_due(now + timedelta(days=3, seconds=5))

    stored.refresh_from_db()
    assert (stored.state, stored.error) == (EventState.FAILED, "nothing here fits it")


@pytest.mark.parametrize(
    "fault", [{"kind": "drop"}, {"kind": "status", "status": 500}, {"kind": "status", "status": 429}]
)
def test_stripe_away_while_working_on_an_event_is_tried_again(stripe, told, fault) -> None:
    payment = opened(BillFactory())
    pay(stripe, payment)
    stripe.faults.add(method="GET", times=0, **fault)

    worked(stripe)
    assert states_of("checkout.session.completed") == [EventState.WAITING]
    stripe.faults.clear()
    webhooks.process_due(timezone.now() + timedelta(seconds=10))

    payment.refresh_from_db()
    assert payment.state == MoneyState.SUCCEEDED
    assert len(told.calls) == 1


def test_listener_that_fails_leaves_the_payment_recorded(stripe, told) -> None:
    bill = BillFactory()
    payment = opened(bill)
    told.failures = 99
    pay(stripe, payment)

    worked(stripe)

    payment.refresh_from_db()
    assert (payment.state, payment.applied_at) == (MoneyState.SUCCEEDED, None)
    assert payment.error == "RuntimeError: nobody is home"
    assert queries.owed(bill) == 0


def test_expired_session_frees_the_way(stripe) -> None:
    bill = BillFactory()
    payment = opened(bill)
    stripe.control("POST", f"sessions/{payment.session_id}/expire")

    worked(stripe)

    payment.refresh_from_db()
    assert (payment.state, payment.ended_at is not None) == (MoneyState.FAILED, True)
    assert queries.open_session(bill) is None


@pytest.mark.parametrize(("succeeded", "state"), [(True, MoneyState.SUCCEEDED), (False, MoneyState.FAILED)])
def test_session_completed_unpaid_is_pending_until_it_settles(stripe, told, succeeded, state) -> None:
    payment = opened(BillFactory())
    stripe.control("POST", f"sessions/{payment.session_id}/complete_unpaid")
    worked(stripe)
    payment.refresh_from_db()
    assert payment.state == MoneyState.PENDING

    stripe.control("POST", f"sessions/{payment.session_id}/settle", succeeded=succeeded)
    worked(stripe)

    payment.refresh_from_db()
    assert payment.state == state
    assert len(told.calls) == int(succeeded)


def test_refund_made_at_stripe_becomes_a_row(stripe, told) -> None:
    bill = BillFactory()
    payment = paid(stripe, bill)
    refund_at_stripe(stripe, payment, 5000)

    worked(stripe)

    refund = Refund.objects.get()
    assert (refund.payment, refund.amount, refund.by) == (payment, Decimal(50), None)
    assert refund.state in (MoneyState.PENDING, MoneyState.SUCCEEDED)
    assert queries.owed(bill) == 50


def refund_at_stripe(standin, payment, units):
    return api.v1().refunds.create({"payment_intent": payment.intent_id, "amount": units})


def test_dispute_is_recorded_followed_and_never_refunded(stripe, told) -> None:
    bill = BillFactory()
    payment = paid(stripe, bill)
    charge = charge_of(stripe, payment)

    disputed = stripe.control("POST", f"charges/{charge}/dispute")
    worked(stripe)
    dispute = Dispute.objects.get()
    assert (dispute.payment, dispute.amount, dispute.status) == (payment, Decimal(200), "needs_response")
    assert list(queries.open_disputes()) == [dispute]
    assert queries.refundable(bill) == []

    stripe.control("POST", f"disputes/{disputed['id']}/close", status="won")
    worked(stripe)
    assert [row.status for row in Dispute.objects.all()] == ["won"]
    assert queries.refundable(bill) == [(payment, Decimal(200))]
    assert (queries.owed(bill), Refund.objects.count()) == (0, 0)


def charge_of(standin, payment) -> str:
    with standin.account.transaction():
        return standin.account.store.get(payment.intent_id)["latest_charge"]


def test_kinds_of_no_interest_are_done_at_once(standin, client) -> None:
    pay(standin, opened(BillFactory()))
    [event] = events(standin, "checkout.session.completed")

    post(client, event | {"id": "evt_payout", "type": "payout.paid"})
    webhooks.process_due(timezone.now())

    assert states_of("payout.paid") == [EventState.DONE]


def test_two_workers_at_once_take_an_event_once(stripe, told) -> None:
    pay(stripe, opened(BillFactory()))
    assert stripe.wait_for_webhooks()
    stored, now = StripeEvent.objects.count(), timezone.now()
    done, start = [], threading.Barrier(2)

    def work() -> None:
        start.wait()
        try:
            done.append(webhooks.process_due(now))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(done) == stored
    assert set(StripeEvent.objects.values_list("state", "attempts")) == {(EventState.DONE, 0)}


def test_event_that_breaks_the_code_is_kept_and_stops_no_other(stripe, told) -> None:
    bill = BillFactory()
    broken = StripeEvent.objects.create(
        event_id="evt_0",
        kind="refund.created",
        payload={"id": "evt_0"},
        received_at=timezone.now(),
        next_at=timezone.now(),
    )
    pay(stripe, opened(bill))

    worked(stripe)

    broken.refresh_from_db()
    assert (broken.state, broken.error) == (EventState.WAITING, "KeyError: 'data'")
    assert queries.owed(bill) == 0


def test_events_done_long_ago_are_forgotten(db) -> None:
    now = timezone.now()
    for days, state in ((29, "DONE"), (31, "DONE"), (31, "FAILED")):
        at = now - timedelta(days=days)
        values = {"kind": "x", "payload": {}, "received_at": at, "next_at": at}
        StripeEvent.objects.create(event_id=f"evt_{days}_{state}", state=state, **values)

    assert webhooks.forget_old(now) == 1
    assert set(StripeEvent.objects.values_list("event_id", flat=True)) == {"evt_29_DONE", "evt_31_FAILED"}

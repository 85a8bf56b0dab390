"""Stripe's inbox in the admin: for operators only, with every event and a way to work on it again."""

import json
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from payments import webhooks
from payments.models import EventState, Payout, StripeEvent
from payments.standin.webhooks import sign
from tests.factories.locations import HouseFactory, StewardFactory
from tests.factories.members import UserFactory
from tests.factories.payments import NOW, BillFactory, PaymentFactory
from tests.payments.opening import opened, pay

pytestmark = pytest.mark.django_db
EVENT = {
    "id": "evt_1", "object": "event", "api_version": "2019-01-01", "created": 1_700_000_000,
    "livemode": False,
    "type": "checkout.session.completed", "data": {"object": {"id": "cs_1", "object": "checkout.session"}},
}  # fmt: skip


def received(**changes) -> StripeEvent:
    body = json.dumps(EVENT | changes)
    signature = sign(body, "whsec_standin", int(time.time()))
    return webhooks.receive(body.encode(), signature=signature, now=NOW)


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_superuser=True, name="Olga"))
    return client


def test_an_event_is_listed_with_state_attempts_and_error_and_worked_on_again(
    operator, standin, told
) -> None:
    payment = opened(BillFactory())
    session = pay(standin, payment)
    stored = received(data={"object": {"id": "cs_gone", "object": "checkout.session"}})
    webhooks.process_due(NOW)
    page = operator.get(reverse("stripe:events"), {"state": "WAITING"}).content.decode()
    assert all(word in page for word in ("evt_1", "waiting", "1 time", "NotFound"))
    StripeEvent.objects.update(
        payload=EVENT | {"data": {"object": {"id": session["id"], "object": "checkout.session"}}}
    )

    page = operator.post(reverse("stripe:replay", args=[stored.pk]), follow=True).content.decode()

    stored.refresh_from_db()
    payment.refresh_from_db()
    assert (stored.state, stored.error, stored.replayed_by.name) == ("DONE", "", "Olga")
    assert payment.state == "SUCCEEDED"
    assert "evt_1 is worked on." in page


def test_an_event_given_up_is_tried_again_and_says_why_it_fails(operator, standin) -> None:
    stored = received()
    StripeEvent.objects.update(state=EventState.FAILED)

    page = operator.post(reverse("stripe:replay", args=[stored.pk]), follow=True).content.decode()

    assert "could not be worked on: NotFound" in page


@pytest.mark.parametrize("kind", ["invoice.paid", "v2.core.account.updated"])
def test_an_event_of_no_interest_is_done(kind) -> None:
    received(type=kind)

    assert webhooks.process_due(NOW) == 1
    assert StripeEvent.objects.get().state == "DONE"


@pytest.mark.parametrize("body", ["[]", "{}", '"x"', '{"id": "evt_1", "type": "a", "data": null}'])
def test_what_is_signed_and_no_event_is_refused(client, body) -> None:
    header = sign(body, "whsec_standin", int(time.time()))

    answer = client.post(
        reverse("payments:webhook"), body, content_type="application/json", HTTP_STRIPE_SIGNATURE=header
    )

    assert (answer.status_code, StripeEvent.objects.count()) == (400, 0)


def test_events_that_never_came_are_taken_in_once(standin, told) -> None:
    pay(standin, opened(BillFactory()))
    now = timezone.now()

    assert webhooks.catch_up(now - timedelta(hours=1), now=now) > 0
    assert webhooks.catch_up(now - timedelta(hours=1), now=now) == 0


def test_money_set_apart_is_shown_and_dealt_with(operator, standin, told) -> None:
    payment = opened(BillFactory())
    intent = pay(standin, payment)["payment_intent"]
    payment.quarantined_at, payment.quarantine = NOW, "Stripe has 200.00 USD, 150.00 USD was asked for."
    payment.state, payment.intent_id = "PENDING", intent
    payment.save()
    page = operator.get(reverse("stripe:events")).content.decode()
    assert payment.quarantine in page

    refused = operator.post(reverse("stripe:dismiss", args=[payment.pk]), follow=True).content.decode()
    taken = operator.post(reverse("stripe:accept", args=[payment.pk]), follow=True).content.decode()

    assert "It did not go back yet." in refused
    assert "Taken as it came" in taken
    payment.refresh_from_db()
    assert payment.state == "SUCCEEDED"


def test_others_find_nothing(client) -> None:
    payment = PaymentFactory(bill=BillFactory(), quarantined_at=NOW, quarantine="x")
    payout = Payout.objects.create(
        payout_id="po_1", amount=1, currency="USD", status="paid", arrives_on="2026-03-01", created_at=NOW
    )
    stored = received()
    client.force_login(StewardFactory(house=HouseFactory()))
    before = StripeEvent.objects.values().get()

    for name, args in (("events", []), ("payouts", []), ("payout", [payout.pk])):
        assert client.get(reverse(f"stripe:{name}", args=args)).status_code == 404
    for name, pk in (("replay", stored.pk), ("accept", payment.pk), ("dismiss", payment.pk)):
        assert client.post(reverse(f"stripe:{name}", args=[pk])).status_code == 404
    assert StripeEvent.objects.values().get() == before


def test_payouts_are_listed_and_opened(operator) -> None:
    payout = Payout.objects.create(
        payout_id="po_1", amount=1, currency="USD", status="paid", arrives_on="2026-03-01", created_at=NOW
    )
    payout.entries.create(
        entry_id="txn_1",
        kind="charge",
        source_id="ch_1",
        amount=2,
        fee=1,
        net=1,
        currency="USD",
        created_at=NOW,
    )

    assert "1 unknown" in operator.get(reverse("stripe:payouts")).content.decode()
    assert "nothing known here" in operator.get(reverse("stripe:payout", args=[payout.pk])).content.decode()

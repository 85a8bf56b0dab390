"""Long random runs of guests, stewards, Stripe and bad luck: at the end both sides' books are the same."""

import json
import os
import random
import time
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from payments import queries, webhooks
from payments.actions import Refused, bills, charges, checkout, refunds, settle
from payments.actions.reconcile import reconcile
from payments.gateway import GatewayError
from payments.gateway import client as api
from payments.models import MoneyState, Payment, Refund
from payments.rules.lines import Line
from payments.standin.errors import Rejection
from payments.standin.webhooks import sign
from tests.factories.payments import BillFactory, PayerFactory
from tests.payments.opening import opened

pytestmark = pytest.mark.django_db(transaction=True)

# `SOAK` makes it a long run.
RUNS, STEPS = int(os.environ.get("SOAK", "3")), 60
FAULTS = [
    {"kind": "drop", "effect": True},
    {"kind": "drop", "effect": False},
    {"kind": "status", "status": 500, "effect": True},
    {"kind": "status", "status": 503, "effect": False},
    {"kind": "status", "status": 429},
    {"kind": "status", "status": 409},
]


class World:
    """Two bills, Stripe, a clock that only goes forward, and dice."""

    def __init__(self, standin, seed: int) -> None:
        self.standin, self.dice, self.offset, self.heard = standin, random.Random(seed), 0.0, set()
        self.bills = [BillFactory(amount=amount) for amount in ("200.00", "90.00")]
        self.steward = PayerFactory()
        self.moves = [
            *[self.open, self.pay, self.hear, self.work] * 3,
            *[self.misfortune, self.pass_time, self.waive, self.restore, self.give_back] * 2,
            *[self.add, self.cash, self.close, self.complete_unpaid, self.settle, self.refund_outside],
            *[self.fail_refund, self.mark_done, self.decline],
        ]

    @property
    def now(self) -> datetime:
        return timezone.now() + timedelta(seconds=self.offset)

    def at_stripe(self, kind: str, **equal) -> list[dict]:
        with self.standin.account.transaction():
            return self.standin.account.store.find(kind, **equal)

    def one(self, kind: str, **equal) -> str | None:
        found = self.at_stripe(kind, **equal)
        return self.dice.choice(found)["id"] if found else None

    def step(self) -> str:
        move = self.dice.choice(self.moves)
        with suppress(Refused, Rejection, GatewayError):
            move(self.dice.choice(self.bills))
        return move.__name__

    def open(self, bill) -> None:
        opened(bill, amount=queries.owed(bill), minutes=self.dice.randint(31, 90), now=self.now)

    def pay(self, bill) -> None:
        self.standin.control("POST", f"sessions/{self.one('checkout.session', status='open')}/pay")

    def decline(self, bill) -> None:
        session = self.one("checkout.session", status="open")
        self.standin.control("POST", f"sessions/{session}/pay", card="4000000000000002")

    def complete_unpaid(self, bill) -> None:
        self.standin.control(
            "POST", f"sessions/{self.one('checkout.session', status='open')}/complete_unpaid"
        )

    def settle(self, bill) -> None:
        session = self.one("checkout.session", status="complete", payment_status="unpaid")
        self.standin.control("POST", f"sessions/{session}/settle", succeeded=self.dice.random() < 0.7)

    def close(self, bill) -> None:
        with transaction.atomic():
            checkout.ask_expiry(bill, now=self.now)

    def waive(self, bill) -> None:
        keep = Decimal(self.dice.randint(0, 100))
        bills.waive(bill, keep=keep, label="Cancelled", by=None, now=self.now)

    def restore(self, bill) -> None:
        bills.restore(bill, by=None, now=self.now)

    def add(self, bill) -> None:
        line = Line(kind="CUSTOM", label="Bike", amount=Decimal(self.dice.randint(1, 30)))
        bills.add_line(bill, line=line, by=self.steward, now=self.now)

    def cash(self, bill) -> None:
        amount = Decimal(self.dice.randint(1, 40))
        charges.take_manual(
            bill,
            amount=amount,
            source="CASH",
            reference="",
            received_on=date(2026, 3, 1),
            by=self.steward,
            now=self.now,
        )

    def give_back(self, bill) -> None:
        refunds.give_back(bill, amount=None, reason="Too much", by=None, now=self.now)

    def mark_done(self, bill) -> None:
        for refund in queries.refunds_to_make().filter(bill=bill):
            refunds.mark_done(refund, by=self.steward, now=self.now)

    def fail_refund(self, bill) -> None:
        self.standin.control("POST", f"refunds/{self.one('refund')}/fail")

    def refund_outside(self, bill) -> None:
        intent = self.one("payment_intent", status="succeeded")
        api.ask(api.v1().refunds.create, {"payment_intent": intent or "pi_none", "amount": 500})

    def misfortune(self, bill) -> None:
        self.standin.faults.add(**self.dice.choice(FAULTS), times=self.dice.randint(1, 3))

    def pass_time(self, bill) -> None:
        self.offset += self.dice.choice([20, 120, 900, 3600, 4 * 3600, 23 * 3600])
        self.standin.control("POST", "clock", offset=self.offset)

    def hear(self, bill, *, luck: float = 0.6) -> None:
        """Some of the events not heard of yet, in any order, some twice."""
        events = [event for event in self.at_stripe("event") if event["id"] not in self.heard]
        self.dice.shuffle(events)
        for event in events:
            if self.dice.random() < luck:
                self.heard.add(event["id"])
                for _ in range(self.dice.choice([1, 1, 2])):
                    body = json.dumps(event)
                    signature = sign(body, "whsec_standin", int(time.time()))
                    webhooks.receive(body.encode(), signature=signature, now=self.now)

    def work(self, bill) -> None:
        webhooks.process_due(self.now)
        if self.dice.random() < 0.5:
            settle.run_due(self.now)

    def heal(self) -> None:
        """Stripe is well again, time passes, the worker works, somebody compares both sides."""
        self.standin.faults.clear()
        for session in self.at_stripe("checkout.session", payment_status="unpaid", status="complete"):
            try:
                self.standin.control("POST", f"sessions/{session['id']}/settle", succeeded=True)
            except Rejection:
                continue  # settled as failed before
        for _ in range(4):
            self.offset += 86_400
            self.standin.control("POST", "clock", offset=self.offset)
            webhooks.process_due(self.now)
            settle.run_due(self.now)
            list(reconcile(since=self.now - timedelta(days=90), now=self.now))
            for bill in self.bills:
                refunds.give_back(bill, amount=None, reason="Too much", by=None, now=self.now)


def open_pages(world: World) -> Counter:
    return Counter(
        session["client_reference_id"] for session in world.at_stripe("checkout.session", status="open")
    )


@pytest.mark.parametrize("seed", range(RUNS))
def test_books_agree_after_any_run(standin, told, seed) -> None:
    told.refunds_overpaid = True
    standin.account.refund_seconds = 3600
    world = World(standin, seed)

    made = []
    for _ in range(STEPS):
        made.append(world.step())
        assert max(open_pages(world).values(), default=0) <= 1, made
    world.heal()

    came = {
        intent["id"]: Decimal(intent["amount_received"]) / 100
        for intent in world.at_stripe("payment_intent")
        if intent["amount_received"]
    }
    went = {
        refund["id"]: Decimal(refund["amount"]) / 100
        for refund in world.at_stripe("refund")
        if refund["status"] != "failed"
    }
    ours = Payment.objects.filter(source="STRIPE", state=MoneyState.SUCCEEDED)
    back = Refund.objects.filter(source="STRIPE").exclude(state__in=["FAILED", "CANCELLED"])
    assert dict(ours.values_list("intent_id", "amount")) == came
    assert dict(back.values_list("refund_id", "amount")) == went
    assert queries.wrong_bills() == []
    assert list(queries.unapplied_payments()) == list(queries.unapplied_refunds()) == []
    assert not Payment.objects.filter(state__in=["CREATED", "PENDING"]).exists()
    assert not queries.refunds_to_send().exists()
    assert open_pages(world) == Counter()
    for bill in world.bills:
        failed = bill.refunds.filter(state=MoneyState.FAILED).exists()
        assert queries.overpaid(bill) == 0 or failed

"""Tells the payment stand-in of the cards paid with lately, so that it knows them when money goes back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from payments import gateway
from payments.models import MoneyState, Payment, Refund, Source
from payments.standin import cards, checkout, refunds, sessions
from payments.standin.account import Account
from payments.standin.store import Store

# Older ones belong to stays that are over: nothing goes back on those.
LATELY = timedelta(days=120)


class Till:
    """The stand-in's account as its files in `folder` hold it, run here at the times of the payments."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._now = 0.0
        self._store = Store(folder / "standin.sqlite3")
        self._account = Account(
            self._store, settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, clock=lambda: self._now
        )

    def learn(self, *, now: datetime) -> None:
        """Take in every card payment and refund made lately; their rows get the ids they have there."""
        lately = {"source": Source.STRIPE, "state": MoneyState.SUCCEEDED, "created_at__gte": now - LATELY}
        payments = list(Payment.objects.filter(**lately).select_related("bill__payer").order_by("created_at"))
        with self._account.transaction():
            for payment in payments:
                self._pay(payment)
        Payment.objects.bulk_update(payments, ["session_id", "intent_id"], batch_size=500)
        self._give_back(
            Refund.objects.filter(**lately, payment__in=payments).select_related("payment", "bill")
        )
        self._store.close()

    def _pay(self, payment: Payment) -> None:
        bill = payment.bill
        self._now = payment.created_at.timestamp()
        address = f"{settings.SITE_URL}{bill.path}"
        session = sessions.create(
            self._account,
            gateway.session_parameters(
                payment_id=payment.pk,
                key=payment.idempotency_key,
                title=bill.label,
                amount=payment.amount,
                currency=bill.currency,
                expires_at=payment.expires_at or payment.created_at,
                now=payment.created_at,
                success_url=address,
                cancel_url=address,
                email=bill.payer.email,
                reference=bill.reference,
            ),
        )
        self._now = (payment.settled_at or payment.created_at).timestamp()
        checkout.pay(self._account, session["id"], cards.CARDS[cards.GOOD], name=str(bill.payer))
        paid = self._store.get(session["id"]) or {}
        payment.session_id, payment.intent_id = paid["id"], paid["payment_intent"]

    def _give_back(self, made: Iterable[Refund]) -> None:
        rows = list(made)
        with self._account.transaction():
            for refund in rows:
                self._now = refund.created_at.timestamp()
                parameters = gateway.refund_parameters(
                    refund_id=refund.pk,
                    key=refund.idempotency_key,
                    intent_id=refund.payment.intent_id or "",
                    amount=refund.amount,
                    currency=refund.bill.currency,
                )
                refund.refund_id = refunds.create(self._account, parameters)["id"]
                refunds.succeed(self._account, refund.refund_id)
        Refund.objects.bulk_update(rows, ["refund_id"], batch_size=500)

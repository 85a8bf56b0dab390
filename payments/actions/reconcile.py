"""Both sides compared: what Stripe has and what is written here; what lost webhooks left is repaired."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from payments import gateway, queries
from payments.actions import Refused, disputes, expiry, outgoing, quarantine, records, settle
from payments.gateway import DisputeState, RefundState, SessionState
from payments.models import MoneyState, Payment, Refund, Source
from payments.rules.money import shown


@dataclass(frozen=True)
class Finding:
    """A difference between both sides: one that is gone now, or one that a person has to look at."""

    said: str
    is_repaired: bool = False

    def __str__(self) -> str:
        return self.said


def reconcile(*, since: datetime, now: datetime) -> Iterator[Finding]:
    """Go through all that Stripe made since then; what was repaired and what is left as it is.

    Refused where the key is of the other mode than our payments. Money that is written here is never lowered
    because the account does not know it. gateway.GatewayError where Stripe gives no answer; what was done
    until then stays done.
    """
    _check_mode(since)
    known = set()
    for session in gateway.sessions_since(since):
        known.add(session.id)
        yield from _session(session, now=now)
    for payment in queries.sessions_to_follow().exclude(session_id__in=known):
        yield from _older_session(payment, now=now)
    for refund in gateway.refunds_since(since):
        yield from _refund(refund, now=now)
    for dispute in gateway.disputes_since(since):
        yield from _dispute(dispute, now=now)
    for payment in _came(since).exclude(session_id__in=known):
        yield from _unseen(payment)
    if done := settle.run_due(now):
        yield Finding(f"{done} things left undone were worked on.", is_repaired=True)
    for payment in queries.quarantined():
        yield Finding(f"{_name(payment)}: {payment.quarantine} Set apart.")


def _check_mode(since: datetime) -> None:
    mode, wrong = ("live", "cs_test_") if gateway.is_live() else ("test", "cs_live_")
    rows = Payment.objects.filter(created_at__gte=since, session_id__startswith=wrong)
    other = rows.select_related("bill").first()
    if other is not None:
        raise Refused(
            f"The key is a {mode} key, but {other.session_id}, a payment of bill {other.bill.reference}, "
            "was not made with one. Nothing was compared."
        )


def _came(since: datetime) -> QuerySet[Payment]:
    rows = Payment.objects.filter(source=Source.STRIPE, state=MoneyState.SUCCEEDED, created_at__gte=since)
    return rows.select_related("bill")


def _session(session: SessionState, *, now: datetime) -> Iterator[Finding]:
    before = queries.payment_of(session_id=session.id, row_id=session.row_id, row_key=session.row_key)
    if before is None:
        if session.row_key:
            yield Finding(f"{session.id}, {session.amount} {session.currency}: its payment is not here.")
        return
    try:
        after = records.record_session(session, now=now)
    except records.Mismatch as error:
        yield Finding(f"Bill {before.bill.reference}: {error}; left as it is.")
        return
    yield from _moved(before, after)
    if (
        after
        and after.state == MoneyState.SUCCEEDED
        and not after.quarantine
        and (not session.is_paid or after.amount != session.amount)
    ):
        at_stripe = f"{session.amount}, {session.payment_status}"
        yield Finding(f"{_name(after)}: Stripe says {at_stripe}. Left as it is.")


def _moved(before: Payment, after: Payment | None) -> Iterator[Finding]:
    if after and after.state != before.state:
        yield Finding(f"{_name(after)} was {before.state}, is {after.state}.", is_repaired=True)


def _older_session(payment: Payment, *, now: datetime) -> Iterator[Finding]:
    """A session made before the time compared, or one that the account does not have."""
    try:
        yield from _moved(payment, expiry.follow(payment, now=now))
    except gateway.NotFound:
        yield Finding(f"{_name(payment)}: the account does not know {payment.session_id}; left as it is.")


def _unseen(payment: Payment) -> Iterator[Finding]:
    """Money written here of which the list had no session: of another account, or changed by hand."""
    try:
        intent = gateway.retrieve_intent(payment.intent_id or "-")
    except gateway.NotFound:
        yield Finding(f"{_name(payment)}: the account does not know it; left as it is.")
        return
    if intent.status != "succeeded" or intent.received != payment.amount:
        yield Finding(f"{_name(payment)}: Stripe says {intent.received}, {intent.status}. Left as it is.")


def _refund(refund: RefundState, *, now: datetime) -> Iterator[Finding]:
    before = queries.refund_of(refund_id=refund.id, row_id=refund.row_id, row_key=refund.row_key)
    try:
        after = outgoing.record_refund(refund, now=now)
    except records.Mismatch as error:
        yield Finding(f"{error}; left as it is.")
        return
    if after is None:
        if refund.row_key and not quarantine.went_back(refund.intent_id, now=now):
            yield Finding(f"{refund.id}, {refund.amount} {refund.currency}: its refund is not here.")
    elif before is None:
        yield Finding(f"{_name(after)} was made at Stripe.", is_repaired=True)
    elif before.state != after.state:
        yield Finding(f"{_name(after)} was {before.state}, is {after.state}.", is_repaired=True)


def _dispute(dispute: DisputeState, *, now: datetime) -> Iterator[Finding]:
    before = queries.dispute_status(dispute.id)
    after = disputes.record_dispute(dispute, now=now)
    if after is not None and after.status != before:
        yield Finding(f"{_name(after.payment)} is disputed: {after.status}.", is_repaired=True)


def _name(row: Payment | Refund) -> str:
    amount = shown(row.amount, currency=row.bill.currency)
    return f"Bill {row.bill.reference}: {row._meta.verbose_name} of {amount}"

"""Payments that a guest's bank takes back: recorded and shown, never answered with a refund.

While a dispute is open its money is undecided and the bill stays as it is. Once it is lost the bank has taken
the money for good: a refund of its own kind says so, and the bill asks for it again.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from payments import queries
from payments.actions import changes, records
from payments.actions.expiry import HEAD_START
from payments.actions.locks import lock_bill
from payments.gateway import DisputeState
from payments.models import Bill, Dispute, MoneyState, Payment, Refund, Source
from payments.rules.balance import given_back


def record_dispute(state: DisputeState, *, now: datetime) -> Dispute | None:
    """Write down how a dispute stands, and tell those above; None if it is of no payment of ours."""
    payment = queries.payment_of(intent_id=state.intent_id) if state.intent_id else None
    if payment is None:
        return None
    dispute = _write(payment, state, now=now)
    changes.apply(payment.bill, by=None, now=now)
    return dispute


@transaction.atomic(durable=True)
def _write(payment: Payment, state: DisputeState, *, now: datetime) -> Dispute:
    bill = lock_bill(payment.bill)
    payment = records.locked(payment)
    known = Dispute.objects.filter(dispute_id=state.id).first()
    if known is not None and (known.is_closed or known.status == state.status):
        if known.is_lost and not Refund.objects.filter(dispute=known).exists():
            _take_away(known, bill, now=now)
        return known
    values = {
        "amount": state.amount,
        "status": state.status,
        "reason": state.reason,
        "due_by": state.due_by,
        "changed_at": now,
        "told_at": None,
    }
    dispute, _is_new = Dispute.objects.update_or_create(
        dispute_id=state.id,
        defaults=values,
        create_defaults={**values, "payment": payment, "created_at": state.created_at},
    )
    data = {
        "payment": payment.pk,
        "amount": str(state.amount),
        "status": state.status,
        "reason": state.reason,
    }
    log(bill, "payments.disputed", data=data, timestamp=now)
    if dispute.is_lost:
        _take_away(dispute, bill, now=now)
    return dispute


def _take_away(dispute: Dispute, bill: Bill, *, now: datetime) -> None:
    """The bank took what was disputed, at most what had not gone back before."""
    amount = min(dispute.amount, dispute.payment.amount - given_back(dispute.payment.refunds.all()))
    if amount > 0:
        Refund.objects.create(
            bill=bill,
            payment=dispute.payment,
            dispute=dispute,
            amount=amount,
            state=MoneyState.SUCCEEDED,
            source=Source.STRIPE,
            reason=_("Dispute lost"),
            created_at=now,
            settled_at=now,
            next_at=now + HEAD_START,
        )

"""Payments that a guest's bank takes back: recorded and shown, never answered with a refund."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from payments import queries
from payments.gateway import DisputeState
from payments.models import Dispute, Payment


def record_dispute(state: DisputeState, *, now: datetime) -> Dispute | None:
    """Write down how a dispute stands; None if it is of no payment of ours."""
    payment = queries.payment_of(intent_id=state.intent_id) if state.intent_id else None
    return None if payment is None else _write(payment, state, now=now)


@transaction.atomic(durable=True)
def _write(payment: Payment, state: DisputeState, *, now: datetime) -> Dispute:
    payment = Payment.objects.select_for_update(of=("self",)).select_related("bill").get(pk=payment.pk)
    known = Dispute.objects.filter(dispute_id=state.id).first()
    if known is not None and (known.is_closed or known.status == state.status):
        return known
    values = {"amount": state.amount, "status": state.status, "reason": state.reason, "changed_at": now}
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
    log(payment.bill, "payments.disputed", data=data, timestamp=now)
    return dispute

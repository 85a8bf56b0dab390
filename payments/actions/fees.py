"""What Stripe kept of each payment, read from its balance transaction once there is one."""

from datetime import datetime, timedelta

from django.db import transaction

from payments import gateway, queries
from payments.actions import records
from payments.actions.locks import work_on
from payments.models import Payment

# Stripe knows the fee as a rule at once.
LOOK_AGAIN = timedelta(hours=1)


def run_due(now: datetime) -> int:
    """Note the fees that are not known yet; how many payments were looked at."""
    return work_on(queries.payments_without_fee(), lambda row: note(row, now=now), now=now)


def note(payment: Payment, *, now: datetime) -> None:
    """Write down what Stripe kept of `payment`, or look again later; GatewayError without an answer."""
    state = gateway.retrieve_intent(payment.intent_id or "")
    with transaction.atomic(durable=True):
        payment = records.locked(payment)
        records.note_fee(payment, state)
        payment.next_at = now + LOOK_AGAIN if payment.fee is None else None
        payment.save(update_fields=["charge_id", "balance_id", "fee", "fee_currency", "next_at"])

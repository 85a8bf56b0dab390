"""What Stripe paid to the bank, imported entry by entry and matched with what is written here."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from payments import gateway
from payments.gateway import BalanceState, PayoutState
from payments.models import Dispute, Payment, Payout, PayoutEntry, Refund


def import_since(since: datetime) -> Iterator[Payout]:
    """Every payout made since then, whole and matched as far as its money is known here; one by one."""
    for state in gateway.payouts_since(since):
        yield _write(state, list(gateway.entries_of(state.id)))


@transaction.atomic(durable=True)
def _write(state: PayoutState, entries: list[BalanceState]) -> Payout:
    payout, _is_new = Payout.objects.update_or_create(
        payout_id=state.id,
        defaults={
            "amount": state.amount,
            "currency": state.currency,
            "status": state.status,
            "arrives_on": state.arrives_on,
            "created_at": state.created_at,
        },
    )
    for entry in entries:
        # Every payout has an entry of its own, which takes from the account what the others brought.
        if entry.source_id != state.id:
            _match(payout, entry)
    return payout


def _match(payout: Payout, entry: BalanceState) -> None:
    PayoutEntry.objects.update_or_create(
        entry_id=entry.id,
        defaults={
            "payout": payout,
            "kind": entry.kind,
            "source_id": entry.source_id,
            "amount": entry.amount,
            "fee": entry.fee,
            "net": entry.net,
            "currency": entry.currency,
            "created_at": entry.created_at,
            "payment": _payment_of(entry),
            "refund": Refund.objects.filter(refund_id=entry.source_id or None).first(),
            "dispute": Dispute.objects.filter(dispute_id=entry.source_id or "-").first(),
        },
    )


def _payment_of(entry: BalanceState) -> Payment | None:
    named = Q(balance_id=entry.id) | Q(charge_id=entry.source_id or "-")
    return Payment.objects.filter(named).first()
